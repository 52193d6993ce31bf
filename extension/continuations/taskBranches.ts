import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { type Branch, counted, fold } from './branch.ts';

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
  const waits = waitsOf(tasks);
  const greenlets = new Map(continuations.map(each => [each.id, each]));

  const branchOf = (task: TaskInfo, place: string, above: ReadonlySet<number>): Branch => {
    const key = `${place} task ${task.id}`;
    const here = new Set([...above, task.id]);
    // Tasks that wait for each other do so for ever.
    const awaited = (waits.get(task.id) ?? []).filter(({ id }) => !here.has(id));
    const run = task.greenlets.flatMap(id => greenlets.get(id) ?? []);
    const below = (): Branch[] => [
      ...fold(
        awaited.map(each => branchOf(each, key, here)),
        key,
      ),
      ...run.map(each => ({
        key: `${key} ${each.id}`,
        label: each.label,
        continuation: each,
        below: undefined,
      })),
    ];
    const hasSome = awaited.length + run.length > 0;
    return { key, label: task.label, task, below: hasSome ? below : undefined };
  };

  const below = (): Branch[] =>
    fold(
      topmost(tasks, waits).map(task => branchOf(task, '', new Set())),
      'tasks',
    );
  return [{ key: 'tasks', label: counted('asyncio tasks', tasks.length), below }];
}

/** What each task waits for, by its number. */
function waitsOf(tasks: readonly TaskInfo[]): Map<number, TaskInfo[]> {
  const waits = new Map<number, TaskInfo[]>();
  for (const task of tasks) {
    for (const id of task.awaitedBy) {
      const known = waits.get(id);
      if (known === undefined) waits.set(id, [task]);
      else known.push(task);
    }
  }
  return waits;
}

/** The tasks that nobody awaits, and one of each ring of those that only await each other. */
function topmost(tasks: readonly TaskInfo[], waits: ReadonlyMap<number, TaskInfo[]>): TaskInfo[] {
  const known = new Set(tasks.map(({ id }) => id));
  const isAwaited = ({ awaitedBy }: TaskInfo): boolean => awaitedBy.some(id => known.has(id));
  const found: TaskInfo[] = [];
  const reached = new Set<number>();
  for (const task of [...tasks.filter(each => !isAwaited(each)), ...tasks]) {
    if (reached.has(task.id)) continue;
    found.push(task);
    const left = [task];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (reached.has(next.id)) continue;
      reached.add(next.id);
      left.push(...(waits.get(next.id) ?? []));
    }
  }
  return found;
}
