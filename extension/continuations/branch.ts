import type {
  ContinuationInfo,
  GeneratorInfo,
  TaskInfo,
} from '../../debug-adapter/protocol/customRequests.ts';
import type { Location } from '../../debug-adapter/protocol/program.ts';
import { describePlace } from '../webPage/place.ts';

/** A generator that is suspended, with the place in the user's code where it stands. */
export interface PlacedGenerator extends GeneratorInfo {
  readonly location: Location;
}

/** Rows that are asked for as far as they are shown. */
export interface BranchPages {
  readonly total: number;
  /** The first of them. */
  first(count: number): Promise<Branch[]>;
}

/** A row of the tree. */
export interface Branch {
  /** The same row has the same key at each stop, as long as what it is about lives. */
  readonly key: string;
  readonly label: string;
  /** What the row is about; a row that stands for several has none of these. */
  readonly continuation?: ContinuationInfo;
  readonly task?: TaskInfo;
  readonly generator?: PlacedGenerator;
  /** What such a row says beside its label. */
  readonly description?: string;
  /** Of what is awaited and is neither of both. */
  readonly isAwaited?: true;
  /** Of a row that comes before all others, where a person wants that. */
  readonly isPinned?: true;
  /** What is below it, asked for when it is unfolded: parents can make a chain of any length. */
  readonly below: (() => Branch[]) | undefined;
  /** The same, where there are too many to ask for all. */
  readonly pages?: BranchPages;
}

/** How many that look the same are one row, which can be unfolded. */
export const FEWEST_FOLDED = 5;

/** Where a continuation or a task stands, in short: `main.py:12`. */
export function placeOf({ location }: Pick<ContinuationInfo, 'location'>): string | undefined {
  return location && describePlace(location);
}

/**
 * Folds those siblings that look the same and have nothing below them, as the thousand workers
 * of a pool do, into one row: `worker ×1,000`.
 *
 * @param place tells the row from others that look the same elsewhere.
 */
export function fold(siblings: readonly Branch[], place: string): Branch[] {
  return [...groupBy(siblings, looksOf)].flatMap(([looks, alike]) => {
    const [first] = alike;
    const name = first?.continuation?.name ?? first?.task?.coroutine;
    if (looks === undefined || name === undefined || alike.length < FEWEST_FOLDED) return alike;
    const label = counted(name, alike.length);
    return [{ key: `${place}: ${looks}`, label, below: () => alike }];
  });
}

/** What a person sees of a row; undefined for one that is never folded. */
export function looksOf({ continuation, task, below }: Branch): string | undefined {
  if (below !== undefined) return undefined;
  if (task !== undefined) return [task.coroutine, task.state, placeOf(task)].join(' ');
  return continuation && [continuation.name, continuation.state, placeOf(continuation)].join(' ');
}

export function counted(label: string, count: number): string {
  return `${label} ×${count.toLocaleString('en')}`;
}

/** `Map.groupBy`, which the oldest editors' engine does not have. */
export function groupBy<Key, Value>(
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
