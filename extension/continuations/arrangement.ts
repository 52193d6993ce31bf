import type { ContinuationInfo, TaskInfo } from '../../debug-adapter/protocol/customRequests.ts';
import { describePlace } from '../webPage/place.ts';
import { type Branch, counted, fold, groupBy, looksOf } from './branch.ts';
import { arrangeByWaits, taskBranches } from './waits.ts';

/** What the tree puts together. */
export type Arrangement = 'parent' | 'waits' | 'function' | 'origin' | 'state';

/** Alive ones first. */
const STATES: readonly ContinuationInfo['state'][] = ['running', 'suspended', 'pending', 'dead'];

/** Arranges continuations, and tasks, as a tree; siblings that look the same are folded. */
export function arrange(
  all: readonly ContinuationInfo[],
  by: Arrangement,
  tasks: readonly TaskInfo[] = [],
): Branch[] {
  if (by === 'waits') return arrangeByWaits(all, tasks);
  return [...arrangeContinuations(all, by), ...taskBranches(tasks, all)];
}

function arrangeContinuations(
  all: readonly ContinuationInfo[],
  by: Exclude<Arrangement, 'waits'>,
): Branch[] {
  switch (by) {
    case 'parent':
      return arrangeByParent(all);
    case 'function':
      return arrangeInGroups(all, ({ name }) => name);
    case 'origin':
      return arrangeInGroups(all, originOf);
    case 'state':
      return arrangeInGroups(
        STATES.flatMap(wanted => all.filter(({ state }) => state === wanted)),
        ({ state }) => state,
      );
  }
}

function arrangeByParent(all: readonly ContinuationInfo[]): Branch[] {
  const known = new Set(all.map(({ id }) => id));
  const children = groupBy(all, ({ parent }) =>
    parent !== undefined && known.has(parent) ? parent : undefined,
  );
  const branchesBelow = (parent: number | undefined): Branch[] => {
    const rows = (children.get(parent) ?? []).map(child => {
      const below = children.has(child.id) ? () => branchesBelow(child.id) : undefined;
      return { key: `${child.id}`, label: child.label, continuation: child, below };
    });
    return fold(rows, `below ${parent}`);
  };
  return branchesBelow(undefined);
}

function arrangeInGroups(
  all: readonly ContinuationInfo[],
  groupOf: (continuation: ContinuationInfo) => string,
): Branch[] {
  return [...groupBy(all, groupOf)].map(([group, members]) => {
    const rows = members.map(continuation => {
      const { id, label } = continuation;
      return { key: `${id}`, label, continuation, below: undefined };
    });
    const looks = new Set(rows.map(looksOf));
    // The group stands for them already when all look the same.
    const below = (): Branch[] => (looks.size === 1 ? rows : fold(rows, group));
    return { key: group, label: counted(group, members.length), below };
  });
}

function originOf({ createdAt: [innermost] }: ContinuationInfo): string {
  if (innermost === undefined) return 'made by the interpreter';
  return `${innermost.name} ${describePlace(innermost)}`;
}
