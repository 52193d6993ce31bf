/**
 * Files that somebody has brought along, by URLs that nobody serves: a page may have to do without a server, or be
 * forbidden to ask one.
 */
const held = new Map<string, Blob>();

/** Has what would fetch these files find them here. Their types count as those that a server tells. */
export function holdFiles(files: ReadonlyMap<string, Blob>): void {
  for (const [url, content] of files) held.set(url, content);
}

/** All of them, for another worker. */
export function heldFiles(): ReadonlyMap<string, Blob> {
  return held;
}

export function heldFile(url: string): Blob | undefined {
  return held.get(url);
}
