import fs from 'node:fs';
import path from 'node:path';
import { unwritableLog } from '../errors.ts';
import type { LogFile } from '../platform/logFile.ts';
import { cacheFolder } from './cacheFolder.ts';

/** Where a log goes that nobody has named a file for. */
export function usualLogFile(): string {
  const time = new Date().toISOString().replaceAll(':', '-');
  return path.join(cacheFolder(process.env), 'logs', `${time}-${process.pid}.log`);
}

/** Makes a file that its user alone can read. @throws DebugError when that cannot be. */
export function openLogFile(file: string): LogFile {
  let descriptor: number;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // A program could have put a link there, which leads to a file that is not its own.
    fs.rmSync(file, { force: true });
    descriptor = fs.openSync(file, 'wx', 0o600);
  } catch (error) {
    throw unwritableLog(file, (error as NodeJS.ErrnoException).code ?? '');
  }
  return {
    write: text => void fs.writeSync(descriptor, text),
    close: () => fs.closeSync(descriptor),
  };
}
