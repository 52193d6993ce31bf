const OPERATORS: Readonly<Record<string, (hits: number, wanted: number) => boolean>> = {
  '==': (hits, wanted) => hits === wanted,
  '>=': (hits, wanted) => hits >= wanted,
  '<=': (hits, wanted) => hits <= wanted,
  '>': (hits, wanted) => hits > wanted,
  '<': (hits, wanted) => hits < wanted,
  '%': (hits, wanted) => hits % wanted === 0,
};

/**
 * Whether a breakpoint stops at one of its hits, the first being 1.
 *
 * @param condition as in `BreakpointRequest`; the agent has refused any other.
 */
export function holdsAtHit(condition: string, hits: number): boolean {
  const text = condition.trim();
  const operator = Object.keys(OPERATORS).find(each => text.startsWith(each)) ?? '';
  const compare = OPERATORS[operator || '=='] as (hits: number, wanted: number) => boolean;
  return compare(hits, Number(text.slice(operator.length)));
}
