import fs from 'node:fs';
import path from 'node:path';
import { FileServer } from '../browser/fileServer.ts';

/** Serves a built playground on loopback. @throws Error when the port is taken. */
export function servePlayground(folder: string, port?: number): Promise<FileServer> {
  const files = new Map([['/', path.join(folder, 'index.html')]]);
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(`/${path.relative(folder, file).replaceAll(path.sep, '/')}`, file);
  }
  // Who builds it anew wants to see that.
  return FileServer.start(files, { maxAge: 0, ...(port === undefined ? {} : { port }) });
}
