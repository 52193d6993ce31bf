import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SourceFiles } from '../sourceFiles.ts';

/** Those of this machine, by their paths. */
export const machineFiles: SourceFiles = {
  most: 20_000,
  placeOf: uri => (uri.startsWith('file:') ? fileURLToPath(uri) : undefined),
  uriOf: file => pathToFileURL(file).href,
  names: file => file.split(path.sep),
  findPackages: folder => Promise.resolve(folder),
  turn: () => setImmediate(),

  list: async folder => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    return entries.map(entry => ({
      name: entry.name,
      place: path.join(folder, entry.name),
      isFile: entry.isFile(),
      isFolder: entry.isDirectory(),
    }));
  },

  read: async (file, largest) => {
    const size = await stat(file).then(
      stats => stats.size,
      () => 0,
    );
    return size > largest ? '' : await readFile(file, 'utf8').catch(() => '');
  },
};
