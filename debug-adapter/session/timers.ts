/** A timer of the event loop's. */
export type Timer = ReturnType<typeof setTimeout>;

/** Lets the process end before a timer rings, where there are processes. @returns the timer. */
export function unawaited(timer: Timer): Timer {
  // Those of browsers are numbers.
  (timer as { unref?(): void }).unref?.();
  return timer;
}
