import path from 'node:path';
import { isThread } from '../../protocol/messages.ts';
import type { Location } from '../../protocol/program.ts';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';

/** What a thread's name is made of. */
export interface ThreadDescription {
  readonly context: number;
  /** The function that the continuation runs. */
  readonly name: string;
  readonly isActive: boolean;
  /** Whether it runs in a thread of its own, beside the active one. */
  readonly isRunning?: boolean;
  /** Where it stands, if it runs Python code. */
  readonly location?: Location | undefined;
}

/**
 * The name of a continuation's thread. A client knows no more of a thread than
 * its number and name, so the name tells what else there is to know:
 * `main · active`, `worker (g3) · suspended · app.py:12`, and for a thread of
 * the program that is not the active one, `Thread-1 · running · app.py:12`.
 */
export function threadName(thread: ThreadDescription): string {
  const { context, name, isActive, isRunning = false, location } = thread;
  const who = context === MAIN_CONTEXT || isThread(context) ? name : `${name} (g${context})`;
  if (isActive) return `${who} · active`;
  const where =
    location === undefined ? [] : [`${path.posix.basename(location.path)}:${location.line}`];
  return [who, isRunning ? 'running' : 'suspended', ...where].join(' · ');
}
