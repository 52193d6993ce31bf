import type { ContinuationInfo, TaskInfo } from '../protocol/customRequests.ts';
import {
  noStackYet,
  stackIsGone,
  unclearContinuation,
  unknownContinuation,
} from '../session/errors.ts';
import { request } from './connection.ts';
import { continuationsOf, tasksOf } from './listing.ts';
import type { Program, Stop } from './program.ts';

/** Which one a tool is about: a continuation that has a context or had one, or may get one, or a task. */
export type Named = { readonly continuation: ContinuationInfo } | { readonly task: TaskInfo };

/**
 * What a model calls a continuation: `main`, `g3` as in the names of threads and in what log points
 * write, `new5` of one that has not begun, `thread1` of another thread's main one.
 */
export function handleOf({ id, context }: Pick<ContinuationInfo, 'id' | 'context'>): string {
  if (id === 0) return 'main';
  if (id < 0) return `thread${-id}`;
  return context === undefined ? `new${id}` : `g${context}`;
}

export function taskHandle(id: number): string {
  return `task${id}`;
}

/** Finds one by its handle, its label or its name, whatever it is. @throws DebugError */
export async function findNamed({ connection }: Program, name: string): Promise<Named> {
  const { continuations } = await continuationsOf(connection);
  const tasks = await tasksOf(connection);
  const all: readonly (Named & { readonly names: readonly string[] })[] = [
    ...continuations.map(continuation => ({
      continuation,
      // It may have begun since the model was told of it.
      names: [
        handleOf(continuation),
        continuation.label,
        continuation.name,
        `new${continuation.id}`,
      ],
    })),
    ...tasks.map(task => ({ task, names: [taskHandle(task.id), task.label, task.name] })),
  ];
  for (let certainty = 0; certainty < 4; certainty++) {
    const [found, ...others] = all.filter(({ names }) => names[certainty] === name);
    if (others.length > 0) throw unclearContinuation(name, others.length + 1);
    if (found !== undefined) return found;
  }
  throw unknownContinuation(name);
}

/**
 * The thread of a continuation.
 *
 * @param name that of the one that has stopped, unless it is given.
 * @throws DebugError when there is no such continuation, or it has no stack.
 */
export async function threadOf(
  program: Program,
  stop: Stop,
  name: string | undefined,
): Promise<number> {
  if (name === undefined) return stop.threadId as number;
  const named = await findNamed(program, name);
  if ('task' in named) return threadOfTask(program, named.task);
  const { threadId, label, state } = named.continuation;
  if (threadId !== undefined) return threadId;
  throw state === 'pending' ? noStackYet(label) : stackIsGone(label);
}

/** Tasks are threads where they are not too many, or once one asks for them. */
async function threadOfTask({ connection }: Program, { id, threadId }: TaskInfo): Promise<number> {
  if (threadId !== undefined) return threadId;
  return (await request(connection, 'showContinuation', { taskId: id })).threadId;
}
