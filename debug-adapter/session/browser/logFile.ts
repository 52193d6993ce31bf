import { unwritableLog } from '../errors.ts';
import type { LogFile } from '../platform/logFile.ts';

/** Where a log would go that nobody has named a file for. */
export function usualLogFile(): string {
  return '/debugger.log';
}

/** @throws DebugError always: what is written to a page's files is gone with the page. */
export function openLogFile(file: string): LogFile {
  throw unwritableLog(file, 'a page keeps no files');
}
