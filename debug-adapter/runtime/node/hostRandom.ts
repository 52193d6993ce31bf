import fs from 'node:fs';
import { useRandomSource } from '../random.ts';

/** The system's source, where it has such a file. Node's takes as long to load as Python to begin. */
const DEVICE = '/dev/urandom';

/** Has random bytes come from the system. It stays open as long as the process lives. */
export function useSystemRandom(): void {
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
