import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Writes a program into a folder of its own, which is gone when this process ends. */
export function writeProgram(name: string, text: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasix-bench-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}
