import type { Random } from './random.ts';

/** Values that are hardly ever right. */
const WRONG: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  0,
  0.5,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1e300,
  -1e300,
  '',
  '7',
  'a\ud800b',
  'nul\0byte',
  '\u{1f40d}'.repeat(20),
  '__proto__',
  [],
  {},
  [[]],
  [null],
  { path: {} },
  { length: -1 },
];

/** Some value, most often of a kind that nobody expects. */
export function wrongValue(random: Random): unknown {
  if (random.happens(0.02)) return 'x'.repeat(random.of([1_000, 200_000]));
  if (random.happens(0.02)) return nested(random.of([10, 2_000]));
  return random.of(WRONG);
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}
