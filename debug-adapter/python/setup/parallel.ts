/**
 * Does something with each of some things, several at a time.
 * @returns the results in the order of the things.
 * @throws what the first of them throws that fails; others go on meanwhile.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  jobs: number,
  run: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await run(item, index);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return results;
}
