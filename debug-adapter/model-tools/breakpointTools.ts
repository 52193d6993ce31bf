import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import * as z from 'zod';
import { noSuchSource } from '../session/errors.ts';
import { listOf, text, wholeNumber } from './fields.ts';
import { defineTool } from './tool.ts';

/** As many lines as a file can have here. */
const LAST_LINE = 2 ** 31 - 1;

export const setBreakpoints = defineTool({
  name: 'set_breakpoints',
  title: 'Set breakpoints',
  summary: 'Sets breakpoints in a file, with conditions, or log points.',
  description:
    'Sets breakpoints in a Python file, before or while a program runs, in place of those that this tool has set in it before; an empty list removes them. They stop whichever continuation reaches the line. Answers which line each is at. Conditions and log messages are evaluated in the program.',
  effect: 'runs',
  input: z.object({
    file: text('Path of the Python file.'),
    breakpoints: listOf(
      z.strictObject(
        {
          line: wholeNumber(1, LAST_LINE, 'The line, counted from 1.'),
          condition: text('A Python expression: stop only when it is true.').optional(),
          hitCondition: text('How often it has to be reached, such as "5" or ">= 10".').optional(),
          logMessage: text(
            'Instead of stopping, print this f-string, such as "got {item}", with the name of the continuation.',
          ).optional(),
        },
        { error: 'an object with "line"' },
      ),
      'All that are wanted in this file.',
    ),
  }),
  async run({ file, breakpoints }, { debugger: used }) {
    const place = path.resolve(used.folder, file);
    if (!existsSync(place)) throw noSuchSource(place);
    const bound = await used.setBreakpoints(place, breakpoints);
    if (bound.length === 0) return `No breakpoints are left in ${file}.`;
    const lines = bound.map((binding, index) =>
      describe(binding, (breakpoints[index] as { line: number }).line),
    );
    return [`Breakpoints in ${file}:`, ...lines].join('\n');
  },
});

function describe(bound: DebugProtocol.Breakpoint | undefined, wanted: number): string {
  if (bound === undefined) return `  line ${wanted}: kept for the next launch`;
  const { verified, line = wanted, message } = bound;
  const why = message === undefined ? '' : ` (${message})`;
  if (!verified) return `  line ${wanted}: not set${why}`;
  return line === wanted
    ? `  line ${line}: set${why}`
    : `  line ${wanted}: set at line ${line}${why}`;
}
