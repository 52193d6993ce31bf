import * as path from 'node:path';
import type { ContinuationInfo } from '../../debug-adapter/protocol/customRequests.ts';

/** What the tree puts together. */
export type Arrangement = 'parent' | 'function' | 'origin' | 'state';

/** A row of the tree. */
export interface Branch {
  /** The same row has the same key at each stop, as long as its continuation lives. */
  readonly key: string;
  readonly label: string;
  /** Undefined for a row that stands for several. */
  readonly continuation?: ContinuationInfo;
  /** What is below it, asked for when it is unfolded: parents can make a chain of any length. */
  readonly below: (() => Branch[]) | undefined;
}

/** How many continuations that look the same are one row, which can be unfolded. */
const FEWEST_FOLDED = 5;

/** Alive ones first. */
const STATES: readonly ContinuationInfo['state'][] = ['running', 'suspended', 'pending', 'dead'];

/**
 * Arranges continuations as a tree. Siblings that look the same, as the thousand workers of a
 * pool do, are folded into one row: `worker ×1,000`.
 */
export function arrange(all: readonly ContinuationInfo[], by: Arrangement): Branch[] {
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

/** Those that a person means by some words: each is a part of their name, state or place. */
export function matching(all: readonly ContinuationInfo[], text: string): ContinuationInfo[] {
  const words = text.toLowerCase().split(/\s+/);
  return all.filter(continuation => {
    const { label, state } = continuation;
    const shown = [label, state, placeOf(continuation) ?? ''].join(' ').toLowerCase();
    return words.every(word => shown.includes(word));
  });
}

/** Where a continuation stands, in short: `main.py:12`. */
export function placeOf({ location }: ContinuationInfo): string | undefined {
  return location && `${path.basename(location.path)}:${location.line}`;
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
  return `${innermost.name} ${path.basename(innermost.path)}:${innermost.line}`;
}

/** Folds those siblings that look the same and have nothing below them. */
function fold(siblings: readonly Branch[], place: string): Branch[] {
  return [...groupBy(siblings, looksOf)].flatMap(([looks, alike]) => {
    const [{ continuation } = {}] = alike;
    if (looks === undefined || continuation === undefined || alike.length < FEWEST_FOLDED) {
      return alike;
    }
    const label = counted(continuation.name, alike.length);
    return [{ key: `${place}: ${looks}`, label, below: () => alike }];
  });
}

/** What a person sees of a row; undefined for one that is never folded. */
function looksOf({ continuation, below }: Branch): string | undefined {
  if (continuation === undefined || below !== undefined) return undefined;
  return [continuation.name, continuation.state, placeOf(continuation)].join(' ');
}

function counted(label: string, count: number): string {
  return `${label} ×${count.toLocaleString('en')}`;
}

/** `Map.groupBy`, which the oldest editors' engine does not have. */
function groupBy<Key, Value>(
  values: readonly Value[],
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
