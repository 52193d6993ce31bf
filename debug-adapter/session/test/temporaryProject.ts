import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A folder for the files of a test, which is gone after it. */
export class TemporaryProject {
  readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'project-test-')));

  /** Writes a file, in a folder that is made for it. @returns its path. */
  write(name: string, text: string): string {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  [Symbol.dispose](): void {
    fs.rmSync(this.folder, { recursive: true });
  }
}
