import type { ContinuationInfo } from '../protocol/customRequests.ts';

/**
 * Who runs on behalf of a continuation that waits: the one that it passed control to, if that
 * descends from it. From a descendant control comes back, at its end at the latest; one that has
 * passed control to anybody else merely waits for its turn.
 *
 * @param continuations all, by their numbers.
 */
export function calledBy(
  { id, passedTo, state }: ContinuationInfo,
  continuations: ReadonlyMap<number, ContinuationInfo>,
): ContinuationInfo | undefined {
  if (state !== 'suspended' || passedTo === undefined) return undefined;
  const target = continuations.get(passedTo);
  if (target === undefined || target.state === 'dead') return undefined;
  const seen = new Set<number>();
  for (let at = target.parent; at !== undefined && !seen.has(at); ) {
    if (at === id) return target;
    seen.add(at);
    at = continuations.get(at)?.parent;
  }
  return undefined;
}
