/** How many names are known at most; with more, they are learnt anew. */
const MAX_NAMES = 100_000;

/** Longer texts are no names. */
const MAX_LENGTH = 80;

const known = new Map<string, string>();

/**
 * The same string for the same name, wherever it was read. V8 makes a part of a text a view of
 * it: what keeps such a name would keep the whole text, as it was when the name was read.
 */
export function nameOf(part: string): string {
  if (part.length > MAX_LENGTH) return copied(part);
  const name = known.get(part);
  if (name !== undefined) return name;
  const own = copied(part);
  if (known.size >= MAX_NAMES) known.clear();
  known.set(own, own);
  return own;
}

/** A string of its own: joined with something else, and then parted from that. */
function copied(part: string): string {
  return ` ${part}`.slice(1);
}
