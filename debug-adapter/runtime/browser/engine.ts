/**
 * How many contexts the guests of a page may have at a time, together. Each that has started is an
 * engine stack, and a page ends without a word when its process finds no room for another: Chromium 156
 * does between 20,000 and 24,000 on Linux, where the system limits the mappings of memory (`vm.max_map_count`).
 */
const MOST_CONTEXTS = 16_000;

let contextsInUse = 0;

/**
 * Takes room for the contexts of a guest: half of what there is, since nobody knows how many guests follow.
 * @returns how many, and what gives them back.
 */
export function takeContexts(): { readonly capacity: number; release(): void } {
  const capacity = Math.floor((MOST_CONTEXTS - contextsInUse) / 2);
  contextsInUse += capacity;
  return {
    capacity,
    release: () => {
      contextsInUse -= capacity;
    },
  };
}
