import path from 'node:path';
import type { Location } from '../protocol/messages.ts';
import { MAIN_CONTEXT } from '../runtime/contexts.ts';

/** What a thread's name is made of. */
export interface ThreadDescription {
  readonly context: number;
  /** The function that the continuation runs. */
  readonly name: string;
  readonly isActive: boolean;
  /** Where it stands, if it runs Python code. */
  readonly location?: Location | undefined;
}

/**
 * The name of a continuation's thread. A client knows no more of a thread than
 * its number and name, so the name tells what else there is to know:
 * `main · active`, `worker (g3) · suspended · app.py:12`.
 */
export function threadName({ context, name, isActive, location }: ThreadDescription): string {
  const who = context === MAIN_CONTEXT ? name : `${name} (g${context})`;
  if (isActive) return `${who} · active`;
  const where =
    location === undefined ? [] : [`${path.posix.basename(location.path)}:${location.line}`];
  return [who, 'suspended', ...where].join(' · ');
}
