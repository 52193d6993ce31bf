import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isAlive } from './processes.ts';

/** Machines that share a folder for temporary files do not share their processes. */
const PREFIX = `wasix-guest-${os.hostname().replace(/\W/g, '_')}-`;

/** Those of this process that are used. */
const inUse = new Set<TemporaryDirectory>();

let isTidied = false;

/** A directory that lasts as long as it is used, and no longer than this process. */
export class TemporaryDirectory {
  readonly path: string;

  /** Also removes, once, what processes that were killed have left behind. */
  constructor() {
    if (!isTidied) tidyUp();
    isTidied = true;
    this.path = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
    inUse.add(this);
  }

  remove(): void {
    inUse.delete(this);
    try {
      // Most programs leave nothing in it.
      fs.rmdirSync(this.path);
    } catch {
      fs.rmSync(this.path, { recursive: true, force: true });
    }
  }
}

/** Removes what other processes have left behind, when it has time, and, at its end, what this one does. */
function tidyUp(): void {
  // A guest is about to start, which need not wait for it.
  setImmediate(removeOrphans);
  process.once('exit', () => {
    for (const directory of inUse) {
      try {
        directory.remove();
      } catch {
        // Its guest is still writing to it: the next process removes it.
      }
    }
  });
}

function removeOrphans(): void {
  const folder = os.tmpdir();
  for (const name of fs.readdirSync(folder)) {
    const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : NaN;
    if (Number.isNaN(owner) || isAlive(owner)) continue;
    try {
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    } catch {
      // Somebody else's, who has to tidy up.
    }
  }
}
