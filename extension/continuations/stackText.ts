import type {
  ContinuationInfo,
  ContinuationStack,
} from '../../debug-adapter/protocol/customRequests.ts';

/** A continuation with its stack; one that does not run any code has no frames. */
export interface Standing {
  readonly continuation: ContinuationInfo;
  readonly frames: ContinuationStack['frames'];
}

/**
 * Stacks as a text for a bug report, in the form of Python's own tracebacks, the innermost frame
 * last. Continuations with the same stack are told together.
 */
export function stacksAsText(all: readonly Standing[]): string {
  const alike = new Map<string, ContinuationInfo[]>();
  for (const { continuation, frames } of all) {
    const text = framesAsText(frames);
    const others = alike.get(text);
    if (others === undefined) alike.set(text, [continuation]);
    else others.push(continuation);
  }
  return [...alike].map(([text, those]) => `${heading(those)}\n${text}`).join('\n');
}

/** How many names are told of continuations with the same stack. */
const MOST_NAMES = 8;

function heading(all: readonly ContinuationInfo[]): string {
  const named = all.slice(0, MOST_NAMES).map(({ label, state }) => `${label}, ${state}`);
  const others = all.length - named.length;
  const rest = others === 0 ? [] : [`and ${others.toLocaleString('en')} more`];
  const count = all.length === 1 ? '' : `${all.length.toLocaleString('en')} continuations: `;
  return `${count}${[...named, ...rest].join('; ')}`;
}

function framesAsText(frames: ContinuationStack['frames']): string {
  if (frames.length === 0) return '  (no stack)\n';
  return frames
    .toReversed()
    .map(({ path, line, name }) => `  File "${path}", line ${line}, in ${name}\n`)
    .join('');
}
