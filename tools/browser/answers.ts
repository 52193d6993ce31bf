import { PageAdapter } from './pageAdapter.ts';
import { NODE, type Place, placeOf } from './places.ts';
import { QUESTIONS } from './questions.ts';
import type { TestPage } from './testPage.ts';

/** What was found out of a place, by what was asked. */
export type Answers = ReadonlyMap<string, string>;

const found = new Map<string, Answers>();

/** Those of the pages that were tested, and of `node`. */
export const answers: ReadonlyMap<string, Answers> = found;

/** Finds out what a page is like and, the first time, what Node is. @param name of the page, in the report. */
export async function askIn(name: string, page: TestPage): Promise<void> {
  await using adapter = await PageAdapter.open(page);
  found.set(name, await askAll(placeOf(page, adapter)));
  if (!found.has('node')) found.set('node', await askAll(NODE));
}

async function askAll(place: Place): Promise<Answers> {
  const all = new Map<string, string>();
  for (const { what, ask } of QUESTIONS) all.set(what, await ask(place));
  return all;
}
