const UNITS: readonly [name: string, microseconds: number][] = [
  ['s', 1_000_000],
  ['ms', 1_000],
  ['µs', 1],
];

/** A duration in microseconds as a short text: `1.25 ms`. Three digits tell what there is to tell. */
export function formatDuration(microseconds: number): string {
  const size = Math.abs(microseconds);
  const [name, unit] = UNITS.find(([, least]) => size >= least) ?? (['µs', 1] as const);
  const value = microseconds / unit;
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : size / unit >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${name}`;
}

/**
 * A time on an axis, in microseconds, with as many digits as tell it from the next tick.
 *
 * @param step from one tick to the next.
 */
export function formatTick(time: number, step: number): string {
  const [name, unit] = UNITS.find(([, least]) => Math.max(Math.abs(time), step) >= least) ?? [
    'µs',
    1,
  ];
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
  return `${(time / unit).toFixed(Math.min(digits, 6))} ${name}`;
}

/** A share of a whole as a text: `12.5 %`. */
export function formatShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
