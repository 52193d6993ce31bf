import fs from 'node:fs';
import path from 'node:path';
import { FileServer } from '../browser/fileServer.ts';

/** For how many seconds a browser need not ask again for a file whose address has what is in it: a year. */
const FOREVER = 31_536_000;

const LASTING = /^\/files-/;

/**
 * Serves a built playground on loopback.
 *
 * @param isIsolated whether memory can be shared in its page.
 * @throws Error when the port is taken.
 */
export function servePlayground(
  folder: string,
  port?: number,
  isIsolated = false,
): Promise<FileServer> {
  const files = new Map([['/', path.join(folder, 'index.html')]]);
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(`/${path.relative(folder, file).replaceAll(path.sep, '/')}`, file);
  }
  return FileServer.start(files, {
    // Who builds it anew wants to see that.
    maxAge: url => (LASTING.test(url) ? FOREVER : 0),
    isCompressed: true,
    isIsolated,
    ...(port === undefined ? {} : { port }),
  });
}
