import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugSession } from '../model/debugSession.ts';

/** What is to be said of a program. @param isServed whether something of it is to be seen in the tab Service. */
export function sessionSentence(
  { state, stop, exitCode }: DebugSession,
  isServed: boolean,
): string {
  switch (state) {
    case 'starting':
      return 'Python is starting…';
    case 'running':
      return isServed
        ? 'The program runs, and what it serves is in the tab Service.'
        : 'The program runs.';
    case 'stopped':
      return `The program stands still: ${stop?.reason ?? 'paused'}.`;
    case 'ended':
      return exitCode === undefined
        ? 'The program was ended.'
        : `The program has ended, with exit code ${exitCode}.`;
  }
}

/** How a frame stands in the list. */
export function frameText({ name, source, line }: DebugProtocol.StackFrame): string {
  return source?.name === undefined ? name : `${name} · ${source.name}:${line}`;
}
