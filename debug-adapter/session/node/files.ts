import fs from 'node:fs';
import type { Files } from '../platform/files.ts';

export const files: Files = {
  exists: fs.existsSync,

  look: file => {
    try {
      const stat = fs.statSync(file);
      return {
        isFile: stat.isFile(),
        isFolder: stat.isDirectory(),
        size: stat.size,
        changed: stat.mtime,
      };
    } catch {
      return undefined;
    }
  },

  realPath: file => fs.realpathSync(file),

  list: folder =>
    fs
      .readdirSync(folder, { withFileTypes: true })
      .map(entry => ({ name: entry.name, isFolder: entry.isDirectory() })),

  read: file => fs.readFileSync(file),

  remove: file => fs.rmSync(file),
};
