/** Names of units, the largest first, and what each has of the smallest. */
type Units = readonly [largest: Unit, ...others: Unit[], smallest: Unit];
type Unit = readonly [name: string, size: number];

const MICROSECONDS: Units = [
  ['s', 1_000_000],
  ['ms', 1_000],
  ['µs', 1],
];

const INSTRUCTIONS: Units = [
  ['M instr.', 1_000_000],
  ['k instr.', 1_000],
  ['instr.', 1],
];

let units = MICROSECONDS;

/** Sets what a program is told by that is shown from now on: how long things took, or how many instructions. */
export function countInstructions(areCounted: boolean): void {
  units = areCounted ? INSTRUCTIONS : MICROSECONDS;
}

/** The largest unit that a size has one of. */
function unitFor(size: number): Unit {
  return units.find(([, least]) => size >= least) ?? (units.at(-1) as Unit);
}

/** A duration in microseconds, or instructions, as a short text: `1.25 ms`. Three digits tell what there is to tell. */
export function formatDuration(duration: number): string {
  const size = Math.abs(duration);
  const [name, unit] = unitFor(size);
  const value = duration / unit;
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : size / unit >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${name}`;
}

/**
 * A time on an axis, in microseconds or instructions, with as many digits as tell it from the next tick.
 *
 * @param step from one tick to the next.
 */
export function formatTick(time: number, step: number): string {
  const [name, unit] = unitFor(Math.max(Math.abs(time), step));
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
  return `${(time / unit).toFixed(Math.min(digits, 6))} ${name}`;
}

/** A share of a whole as a text: `12.5 %`. */
export function formatShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
