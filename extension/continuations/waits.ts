import { calledBy } from '../../debug-adapter/model-tools/waits.ts';
import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { type Branch, counted, fold } from './branch.ts';

/** Tasks and continuations, none of which is above another one that waits for it. */
type Waiting = { readonly task: TaskInfo } | { readonly continuation: ContinuationInfo };

/**
 * All of both, each below who waits for it, those that nobody waits for on top: a request's task,
 * below it the greenlet that runs its query, below that what the greenlet waits for.
 */
export function arrangeByWaits(
  continuations: readonly ContinuationInfo[],
  tasks: readonly TaskInfo[],
): Branch[] {
  const waits = new Waits(continuations, tasks);
  return fold(
    [
      ...waits.topmostContinuations().map(continuation => waits.branch({ continuation }, '')),
      ...waits.topmostTasks().map(task => waits.branch({ task }, '')),
    ],
    'waits',
  );
}

/**
 * asyncio's tasks as one row: below it are those that nobody awaits, and below each what it waits
 * for: other tasks, and greenlets.
 *
 * @returns nothing where there are no tasks.
 */
export function taskBranches(
  tasks: readonly TaskInfo[],
  continuations: readonly ContinuationInfo[],
): Branch[] {
  if (tasks.length === 0) return [];
  const waits = new Waits(continuations, tasks);
  const below = (): Branch[] =>
    fold(
      waits.topmostTasks().map(task => waits.branch({ task }, '')),
      'tasks',
    );
  return [{ key: 'tasks', label: counted('asyncio tasks', tasks.length), below }];
}

/** Who waits for whom, at one moment. */
class Waits {
  readonly #tasks: readonly TaskInfo[];
  readonly #continuations: ReadonlyMap<number, ContinuationInfo>;
  /** The tasks that a task awaits, by its number. */
  readonly #awaited = new Map<number, TaskInfo[]>();

  constructor(continuations: readonly ContinuationInfo[], tasks: readonly TaskInfo[]) {
    this.#tasks = tasks;
    this.#continuations = new Map(continuations.map(each => [each.id, each]));
    for (const task of tasks) {
      for (const id of task.awaitedBy) {
        const known = this.#awaited.get(id);
        if (known === undefined) this.#awaited.set(id, [task]);
        else known.push(task);
      }
    }
  }

  /** The row of one, with all that it waits for below. */
  branch(waiting: Waiting, place: string, above: ReadonlySet<number> = new Set()): Branch {
    return 'task' in waiting
      ? this.#branchOfTask(waiting.task, place, above)
      : this.#branchOfContinuation(waiting.continuation, place);
  }

  #branchOfTask(task: TaskInfo, place: string, above: ReadonlySet<number>): Branch {
    const key = `${place} task ${task.id}`;
    const here = new Set([...above, task.id]);
    // Tasks that wait for each other do so for ever.
    const awaited = (this.#awaited.get(task.id) ?? []).filter(({ id }) => !here.has(id));
    const tasksBelow = (): Branch[] =>
      fold(
        awaited.map(each => this.#branchOfTask(each, key, here)),
        key,
      );
    const greenlets = task.greenlets.flatMap(id => this.#continuations.get(id) ?? []);
    const branch = { key, label: task.label, task };
    if (greenlets.length === 0) {
      return { ...branch, below: awaited.length > 0 ? tasksBelow : undefined };
    }
    const { awaits } = task;
    const waitsForCall = awaited.length === 0 && awaits !== undefined;
    const last = waitsForCall ? (): Branch[] => [awaitedCall(awaits, key)] : tasksBelow;
    const hasLast = waitsForCall || awaited.length > 0;
    return { ...branch, below: () => chain(greenlets, key, hasLast ? last : undefined) };
  }

  #branchOfContinuation(continuation: ContinuationInfo, place: string): Branch {
    const key = `${place} ${continuation.id}`;
    const target = calledBy(continuation, this.#continuations);
    const below = target && ((): Branch[] => [this.#branchOfContinuation(target, key)]);
    return { key, label: continuation.label, continuation, below };
  }

  topmostContinuations(): ContinuationInfo[] {
    const all = [...this.#continuations.values()];
    const waitedFor = new Set([
      ...this.#tasks.flatMap(({ greenlets }) => greenlets),
      ...all.flatMap(each => calledBy(each, this.#continuations)?.id ?? []),
    ]);
    return all.filter(({ id }) => !waitedFor.has(id));
  }

  /** The tasks that nobody awaits, and one of each ring of those that only await each other. */
  topmostTasks(): TaskInfo[] {
    const known = new Set(this.#tasks.map(({ id }) => id));
    const isAwaited = ({ awaitedBy }: TaskInfo): boolean => awaitedBy.some(id => known.has(id));
    const found: TaskInfo[] = [];
    const reached = new Set<number>();
    for (const task of [...this.#tasks.filter(each => !isAwaited(each)), ...this.#tasks]) {
      if (reached.has(task.id)) continue;
      found.push(task);
      const left = [task];
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        if (reached.has(next.id)) continue;
        reached.add(next.id);
        left.push(...(this.#awaited.get(next.id) ?? []));
      }
    }
    return found;
  }
}

/** Greenlets, each below the one that it is awaited for, and something below the last of them. */
function chain(
  [first, ...rest]: readonly ContinuationInfo[],
  place: string,
  last: (() => Branch[]) | undefined,
): Branch[] {
  if (first === undefined) return last?.() ?? [];
  const key = `${place} ${first.id}`;
  const below = rest.length > 0 ? () => chain(rest, key, last) : last;
  return [{ key, label: first.label, continuation: first, below }];
}

/** What nobody else runs: a timer, a socket, or another future. */
function awaitedCall(name: string, place: string): Branch {
  return { key: `${place} awaits`, label: name, isAwaited: true, below: undefined };
}
