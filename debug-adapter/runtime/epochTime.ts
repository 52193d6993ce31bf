/**
 * The time in milliseconds since 1970, to the microsecond: all threads of this process tell the
 * same, which `Date.now` does to the millisecond only.
 */
export function epochTime(): number {
  return performance.timeOrigin + performance.now();
}
