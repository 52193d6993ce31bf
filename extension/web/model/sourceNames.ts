/** The members of the protocol's messages that hold a source, or several. */
const HOLDERS: ReadonlySet<string> = new Set(['source', 'sources', 'location']);

/**
 * A message of the protocol with other names for the files in it. Sources whose text the adapter has to tell keep
 * theirs: the editor does not look for a file there.
 */
export function renameSources<Message>(
  message: Message,
  rename: (path: string) => string,
): Message {
  return renamed(message, false, rename) as Message;
}

function renamed(value: unknown, isSource: boolean, rename: (path: string) => string): unknown {
  if (Array.isArray(value)) return value.map(each => renamed(each, isSource, rename));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.entries(value).map(([key, member]): [string, unknown] => [
    key,
    renamed(member, HOLDERS.has(key), rename),
  ]);
  const result: Record<string, unknown> = Object.fromEntries(copy);
  // What this debugger tells beside the protocol has places by these names, with lines: paths stay there.
  if (isSource && typeof result.path === 'string' && !result.sourceReference && !result.line) {
    result.path = rename(result.path);
  }
  return result;
}
