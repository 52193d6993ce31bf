import type { SuspensionPlace } from '../../debug-adapter/protocol/customRequests.ts';

/** How many functions are named. */
const MOST_FUNCTIONS = 3;

/** The sign for a pause, as text: without the selector some systems show a coloured picture. */
const SIGN = '⏸\uFE0E';

/** Who is suspended at a line, in short: `⏸ worker (g3)`, `⏸ reader, writer ×5,000`. */
export function suspensionText({ count, first, functions }: SuspensionPlace): string {
  const [only] = first;
  if (count === 1 && only !== undefined) return `${SIGN} ${only.label}`;
  const named = functions.slice(0, MOST_FUNCTIONS);
  if (functions.length > MOST_FUNCTIONS) named.push('…');
  return `${SIGN} ${named.join(', ')} ×${count.toLocaleString('en')}`;
}
