/** A measured figure, as `npm run bench` prints it: one line of JSON. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is measured against, in the same run on the same machine. */
  readonly reference: { readonly name: string; readonly value: number; readonly unit: string };
  /** What the value should be, in words with the unit. */
  readonly target?: string;
  /** Whether more is better; less is, by default. */
  readonly higherIsBetter?: true;
}

/** The middle one of some measurements. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of the measurements do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100));
  return sorted[index] as number;
}

/** The mean by which ratios are compared: of what is twice as much and half as much, the same. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Rounds to three significant digits: more would only be noise. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
