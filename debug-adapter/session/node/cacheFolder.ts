import { homedir } from 'node:os';
import path from 'node:path';

/** This project's folder in the user's cache directory (XDG Base Directory Specification). */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CACHE_HOME;
  // The specification: relative paths are invalid and have to be ignored.
  const root = base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), '.cache');
  return path.join(root, 'wasix-python-debug');
}
