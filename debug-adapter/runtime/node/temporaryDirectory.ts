import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isAlive } from './processes.ts';

/** Machines that share a folder for temporary files do not share their processes. */
const PREFIX = `wasix-guest-${os.hostname().replace(/\W/g, '_')}-`;

let isTidied = false;

/** A directory that lasts as long as it is used, and no longer than this process. */
export class TemporaryDirectory {
  readonly path: string;

  /** Also removes, once, what processes that were killed have left behind. */
  constructor() {
    if (!isTidied) removeOrphans();
    isTidied = true;
    this.path = fs.mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
    process.once('exit', this.remove);
  }

  readonly remove = (): void => {
    process.off('exit', this.remove);
    fs.rmSync(this.path, { recursive: true, force: true });
  };
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
