import fs from 'node:fs';
import { useRandomSource } from '../random.ts';

/** The system's source, where it has such a file. Node's takes as long to load as Python to begin. */
const DEVICE = '/dev/urandom';

let isUsed = false;

/** Has random bytes come from the system. It stays open as long as the thread lives. */
export function useSystemRandom(): void {
  if (isUsed) return;
  isUsed = true;
  let fd: number;
  try {
    fd = fs.openSync(DEVICE, 'r');
  } catch {
    return;
  }
  useRandomSource(target => {
    for (let done = 0; done < target.length; ) {
      done += fs.readSync(fd, target, done, target.length - done, null);
    }
  });
}
