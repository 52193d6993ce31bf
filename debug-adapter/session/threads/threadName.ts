import path from '#platform/path.ts';
import { isStackless, isThread } from '../../protocol/messages.ts';
import type { Location } from '../../protocol/program.ts';
import { MAIN_CONTEXT } from '../../runtime/contexts.ts';

/** What a thread's name is made of. */
export interface ThreadDescription {
  readonly context: number;
  /** The function that the continuation runs. */
  readonly name: string;
  /** Of a task of asyncio's, what that is called: `Task-3`; of a generator `generator 3`. */
  readonly task?: string | undefined;
  /** Which task it runs, by the task's identity. */
  readonly runs?: string | undefined;
  /** Where it stands in the user's code, while the program stands still. */
  readonly location?: Location | undefined;
  /** Whether it is the one in which the program has stopped. */
  readonly isActive?: boolean;
}

/** What a client does with names, as far as they have to suit it. */
interface Habits {
  /** It asks for names once, and shows them for as long as no thread is new. */
  readonly keepsNames?: true;
  /** Its list of threads does not tell which of them has stopped. */
  readonly marksNone?: true;
}

/** Those of the clients, by the `clientID` that they give, that are not like the others. */
const HABITS: Readonly<Record<string, Habits>> = {
  // nvim-dap: Session:event_stopped() asks only after a thread that it does not know.
  neovim: { keepsNames: true },
  // Helix: "unknown" or "running" stands beside each name, whatever has stopped.
  hx: { marksNone: true },
};

/**
 * Which continuation it is: `main`, `worker (g3)`, of a task `fetch (Task-3)`; a thread of the
 * program has its own name.
 */
export function threadIdentity({ context, name, task }: ThreadDescription): string {
  if (isStackless(context)) return `${name} (${task})`;
  return context === MAIN_CONTEXT || isThread(context) ? name : `${name} (g${context})`;
}

/**
 * The name of a continuation's thread: who it is, and where it stands in the user's code,
 * which tells apart 300 that run the same function: `worker (g3) · app.py:12`. One that runs a
 * task of several is that task at the moment: `main · fetch (Task-3) · app.py:12`.
 *
 * It does not tell the state. At a stop all stand still, and clients say so: VS Code has a
 * badge, PAUSED for each but for the one that stopped, where it gives the reason; nvim-dap and
 * dape mark that one. In a row as wide as a side bar a word for the state would cost the place,
 * and contradict a badge that says RUNNING when the program goes on and nobody asks for names
 * again. For the same reason a running program's threads have no place. Two clients get
 * something else:
 *
 * - One that keeps names (nvim-dap) gets no place and no task, which would be those of a stop
 *   long past.
 * - One whose list does not show which thread has stopped (Helix) gets the word `active`.
 *
 * @param clientID what the client calls itself.
 */
export function threadName(thread: ThreadDescription, clientID = ''): string {
  const { location, runs, isActive = false } = thread;
  const { keepsNames, marksNone }: Habits = Object.hasOwn(HABITS, clientID)
    ? (HABITS[clientID] as Habits)
    : {};
  const parts = [threadIdentity(thread)];
  if (runs !== undefined && !keepsNames) parts.push(runs);
  if (location !== undefined && !keepsNames) {
    parts.push(`${path.posix.basename(location.path)}:${location.line}`);
  }
  if (isActive && marksNone) parts.push('active');
  return parts.join(' · ');
}
