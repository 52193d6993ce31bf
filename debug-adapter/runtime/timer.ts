/** What rings once, if it is not stopped before. */
export interface Timer {
  stop(): void;
}

/** The longest that an event loop's own timer waits, in milliseconds: 24.8 days. */
const LONGEST = 0x7fff_ffff;

/**
 * A timer that may be as long as one likes, and is not early: the event loop's own are, by up
 * to a millisecond.
 *
 * @param milliseconds Infinity for one that never rings.
 */
export function startTimer(milliseconds: number, callback: () => void): Timer {
  if (milliseconds === Number.POSITIVE_INFINITY) return { stop() {} };
  const deadline = performance.now() + milliseconds;
  let handle: ReturnType<typeof setTimeout>;
  const arm = (): void => {
    const remaining = Math.max(Math.ceil(deadline - performance.now()), 0);
    handle = setTimeout(check, Math.min(remaining, LONGEST));
  };
  const check = (): void => (performance.now() < deadline ? arm() : callback());
  arm();
  return { stop: () => clearTimeout(handle) };
}
