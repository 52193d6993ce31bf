import type { Branch } from '../branch.ts';

/** The rows as a person sees them when all are unfolded, two spaces for each level. */
export function drawn(branches: readonly Branch[], indent = ''): string[] {
  return branches.flatMap(({ label, below }) => [
    indent + label,
    ...drawn(below?.() ?? [], `${indent}  `),
  ]);
}
