import type { DebugProtocol } from '@vscode/debugprotocol';
import { brief } from './brief.ts';
import { request } from './connection.ts';
import type { Program, Stop } from './program.ts';
import type { ToolCall } from './tool.ts';

/** How much of an exception's description is told, in characters. */
const LONGEST_DESCRIPTION = 1_500;

/** How many frames are looked through for one of the user's own code. */
const FRAMES_TO_SEARCH = 20;

/** How many new lines of output an answer has at most. */
const MOST_NEW_LINES = 40;

/**
 * Where a program is: whether it runs, stands still or has ended, where and why, with the source
 * around, and what it has printed since a model was last told.
 */
export async function situation(program: Program, call: ToolCall): Promise<string> {
  const lines = await describeState(program, call);
  return [...lines, ...newOutput(program)].join('\n');
}

async function describeState(program: Program, call: ToolCall): Promise<string[]> {
  const { stop, hasEnded, exitCode } = program;
  if (hasEnded) {
    return [
      exitCode === undefined
        ? 'The program was ended.'
        : `The program has ended with exit code ${exitCode}.`,
    ];
  }
  if (stop !== undefined) return describeStop(program, stop, call);
  return [
    'The program is running. `status` with "wait" waits for it to stand still, `pause` stops it.',
  ];
}

async function describeStop(program: Program, stop: Stop, call: ToolCall): Promise<string[]> {
  const { connection } = program;
  const threadId = stop.threadId as number;
  const { active } = await request(connection, 'overview', {});
  const { stackFrames } = await request(connection, 'stackTrace', {
    threadId,
    levels: FRAMES_TO_SEARCH,
  });
  const lines = [`Stopped in ${active?.label ?? 'main'}: ${reasonOf(stop)}.`];
  if (stop.reason === 'exception') lines.push(...(await describeException(program, threadId)));
  const own = stackFrames.find(({ presentationHint }) => presentationHint === undefined);
  const [innermost] = stackFrames;
  const shown = own ?? innermost;
  if (shown?.source?.path === undefined) return lines;
  const place = { path: shown.source.path, line: shown.line };
  lines.push(`At ${call.places.describe(place)}, in ${shown.name}:`);
  lines.push(...(await call.places.around(place)));
  if (innermost !== undefined && innermost !== shown) lines.push(libraryRemark(innermost));
  return lines;
}

function reasonOf({ reason, description = reason, text }: Stop): string {
  const known = description.toLowerCase();
  // The text of an exception is in its description.
  return text === undefined || reason === 'exception' || description.includes(text)
    ? known
    : `${known} (${brief(text, LONGEST_DESCRIPTION)})`;
}

function libraryRemark({ name, source, line }: DebugProtocol.StackFrame): string {
  return `It has called ${name} of a library, and stands there at ${source?.path ?? '?'}:${line}.`;
}

/** An exception, or a switch that was to be stopped at. */
async function describeException({ connection }: Program, threadId: number): Promise<string[]> {
  const { exceptionId, description } = await request(connection, 'exceptionInfo', { threadId });
  return [brief(`${exceptionId}: ${description ?? ''}`, LONGEST_DESCRIPTION)];
}

/** What was printed since a model was last told; nothing if there is nothing. */
export function newOutput({ output }: Program): string[] {
  const { lines, count, first } = output.takeNew(MOST_NEW_LINES);
  if (count === 0) return [];
  const leftOut = count - lines.length;
  const remark =
    leftOut === 0
      ? ''
      : ` (the last ${lines.length} of ${count} lines: \`output\` with "start": ${first - leftOut} has the others)`;
  return ['', `Printed since the last answer${remark}:`, ...lines];
}
