import type { DebugProtocol } from '@vscode/debugprotocol';
import * as z from 'zod';
import { counted, remainder } from './brief.ts';
import { request } from './connection.ts';
import { ContinuationRows, type Row } from './continuationRows.ts';
import { continuation, flag, page, text } from './fields.ts';
import { threadOf } from './handles.ts';
import { continuationsOf, tasksOf } from './listing.ts';
import { defineTool, type ToolCall } from './tool.ts';

export const continuations = defineTool({
  name: 'continuations',
  title: 'List continuations',
  summary: 'Lists all greenlets, threads and asyncio tasks: their states, and what each waits for.',
  description:
    'Lists the continuations of a program (all there is to know when it stands still): the main one, those of threads, all greenlets, also those that have not begun, and asyncio tasks. Each with its handle (what the other tools take), state, place in the user’s code with that line of source, why it waits and for whom, and its parent. Begin here when a program hangs or does things in an unexpected order.',
  effect: 'reads',
  input: z.object({
    filter: text('List those only in whose name, state or place this text occurs.').optional(),
    system: flag(
      'Also list those in which nothing of the user’s runs: hubs, event loops, idle pools.',
    ).default(false),
    ...page(40, 500),
  }),
  async run({ filter = '', system, start, count }, call) {
    const { connection, stop } = call.living;
    const { continuations: all, newcomers = 0 } = await continuationsOf(connection);
    const tasks = stop === undefined ? [] : await tasksOf(connection);
    const rows = new ContinuationRows(all, tasks, stop?.threadId, call.places).all();
    const visible = rows.filter(({ isSystem }) => system || !isSystem);
    const found = visible.filter(row => textOf(row, call).includes(filter));
    const listed = found.slice(start, start + count);
    const hidden = rows.length - visible.length;
    return [
      ...(stop === undefined
        ? ['The program is running: this is what is known of it now, without the tasks.']
        : []),
      `${counted(all.length, 'continuation')}${tasks.length === 0 ? '' : `, ${counted(tasks.length, 'asyncio task')}`}:`,
      ...(await Promise.all(listed.map(row => describe(row, call)))),
      ...(found.length === 0 && filter !== '' ? ['  none of them fits "filter"'] : []),
      ...remainder(start, listed.length, found.length, 'continuations'),
      ...(newcomers === 0 ? [] : [`(${newcomers} new ones, of which nothing is known yet)`]),
      ...(hidden === 0 ? [] : [`(${hidden} of the system: "system": true lists them, too)`]),
    ].join('\n');
  },
});

export const stack = defineTool({
  name: 'stack',
  title: 'Show a stack',
  summary: 'Shows the stack of any continuation.',
  description:
    'Shows the stack of one continuation of a program that stands still, suspended ones included, the innermost frame first: the number of each frame (for `variables` and `evaluate`), function, place and line of source; then where it was made, and who switched to it last.',
  effect: 'reads',
  input: z.object({ continuation, ...page(30, 500) }),
  async run({ continuation: name, start, count }, call) {
    const { program, stop } = call.standing();
    const threadId = await threadOf(program, stop, name);
    const { stackFrames, totalFrames = 0 } = await request(program.connection, 'stackTrace', {
      threadId,
      startFrame: start,
      levels: count,
    });
    const lines = stackFrames.map((frame, index) => describeFrame(frame, start + index, call));
    return [
      ...(await Promise.all(lines)),
      ...remainder(start, stackFrames.length, totalFrames, 'frames'),
    ].join('\n');
  },
});

function textOf({ handle, label, parts, location }: Row, call: ToolCall): string {
  const place = location === undefined ? '' : call.places.describe(location);
  return [handle, label, ...parts, place].join(' · ');
}

async function describe({ handle, label, parts, location }: Row, call: ToolCall): Promise<string> {
  const name = handle === label ? label : `${handle}  ${label}`;
  const head = `${name}: ${parts.join('; ')}`;
  if (location === undefined) return head;
  const code = await call.places.line(location);
  const source = code === undefined ? '' : `: ${code}`;
  return `${head}\n      at ${call.places.describe(location)}${source}`;
}

async function describeFrame(
  { name, source, line, presentationHint }: DebugProtocol.StackFrame,
  number: number,
  { places }: ToolCall,
): Promise<string> {
  if (presentationHint === 'label') return `-- ${name}`;
  const isLibrary = source?.presentationHint === 'deemphasize';
  // One that stood there when the continuation was made has no variables, and needs no number.
  const isPast = presentationHint === 'subtle' && !isLibrary;
  const place = { path: source?.path ?? '?', line };
  const code = await places.line(place);
  return [
    (isPast ? '' : String(number)).padStart(3),
    `  ${name} at ${places.describe(place)}`,
    isLibrary ? ' (library)' : '',
    code === undefined ? '' : `: ${code}`,
  ].join('');
}
