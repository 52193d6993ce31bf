import type { ContinuationInfo, TaskInfo } from '../protocol/customRequests.ts';
import { type Connection, request } from './connection.ts';

/** The continuations of a program. */
export interface Listing {
  readonly continuations: readonly ContinuationInfo[];
  /** How many more there are of which nothing is known, since the program runs. */
  readonly newcomers?: number;
}

/** How many are asked for at once: what an editor asks for itself waits no longer than for one page. */
const PAGE = 500;

/** All continuations of a program; of one that runs, as far as they are known. */
export async function continuationsOf(connection: Connection): Promise<Listing> {
  let newcomers: number | undefined;
  const continuations = await allPages(async page => {
    const response = await request(connection, 'continuations', page);
    newcomers = response.newcomers;
    return { items: response.continuations, total: response.total };
  });
  return newcomers === undefined ? { continuations } : { continuations, newcomers };
}

/** All of its tasks that are not done. */
export async function tasksOf(connection: Connection): Promise<TaskInfo[]> {
  return allPages(async page => {
    const { tasks, total } = await request(connection, 'tasks', page);
    return { items: tasks, total };
  });
}

/** Asks for pages until there are no more: one answer of all would keep the program's agent busy. */
async function allPages<Item>(
  ask: (page: {
    start: number;
    count: number;
  }) => Promise<{ items: readonly Item[]; total: number }>,
): Promise<Item[]> {
  const all: Item[] = [];
  for (;;) {
    const { items, total } = await ask({ start: all.length, count: PAGE });
    all.push(...items);
    if (items.length === 0 || all.length >= total) return all;
  }
}
