import type { StackEntry } from '../../debug-adapter/protocol/program.ts';
import { groupBy } from './branch.ts';

/** A continuation or a task with its stack; what does not run any code has no frames. */
export interface Standing {
  readonly label: string;
  readonly state: string;
  readonly frames: readonly StackEntry[];
}

/**
 * Stacks as a text for a bug report, in the form of Python's own tracebacks, the innermost frame
 * last. Those with the same stack are told together.
 */
export function stacksAsText(all: readonly Standing[]): string {
  const alike = groupBy(all, ({ frames }) => framesAsText(frames));
  return [...alike].map(([text, those]) => `${heading(those)}\n${text}`).join('\n');
}

/** How many names are told of continuations with the same stack. */
const MOST_NAMES = 8;

function heading(all: readonly Standing[]): string {
  const named = all.slice(0, MOST_NAMES).map(({ label, state }) => `${label}, ${state}`);
  const others = all.length - named.length;
  const rest = others === 0 ? [] : [`and ${others.toLocaleString('en')} more`];
  const count = all.length === 1 ? '' : `${all.length.toLocaleString('en')} with one stack: `;
  return `${count}${[...named, ...rest].join('; ')}`;
}

function framesAsText(frames: readonly StackEntry[]): string {
  if (frames.length === 0) return '  (no stack)\n';
  return frames
    .toReversed()
    .map(({ path, line, name }) => `  File "${path}", line ${line}, in ${name}\n`)
    .join('');
}
