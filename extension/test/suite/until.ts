/** How long to wait for what does not come, in milliseconds. */
const PATIENCE = 60_000;

const INTERVAL = 20;

/**
 * Waits until something is there.
 *
 * @param find gives undefined as long as it is not.
 * @throws Error that names `what` when it does not come.
 */
export async function until<Found>(
  what: string,
  find: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`waited ${PATIENCE / 1000} s for ${what}`);
    await new Promise(resolve => setTimeout(resolve, INTERVAL));
  }
}
