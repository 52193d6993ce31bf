import type { FileStat, FileTimes } from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import type { GuestMemory } from '../memory.ts';
import { ClockId, readClock } from './clocks.ts';

/** Writes a `__wasi_filestat_t` (64 bytes). */
export function writeFileStat(memory: GuestMemory, address: number, stat: FileStat): void {
  memory.setBigUint64(address, stat.device);
  memory.setBigUint64(address + 8, stat.inode);
  memory.setBigUint64(address + 16, BigInt(stat.type));
  memory.setBigUint64(address + 24, stat.links);
  memory.setBigUint64(address + 32, stat.size);
  memory.setBigUint64(address + 40, stat.accessed);
  memory.setBigUint64(address + 48, stat.modified);
  memory.setBigUint64(address + 56, stat.changed);
}

/** Writes the `__wasi_filestat_t` of `wasi_unstable` (56 bytes), which counts links in 32 bits. */
export function writeUnstableFileStat(memory: GuestMemory, address: number, stat: FileStat): void {
  memory.setBigUint64(address, stat.device);
  memory.setBigUint64(address + 8, stat.inode);
  memory.setUint32(address + 16, stat.type);
  memory.setUint32(address + 20, Number(BigInt.asUintN(32, stat.links)));
  memory.setBigUint64(address + 24, stat.size);
  memory.setBigUint64(address + 32, stat.accessed);
  memory.setBigUint64(address + 40, stat.modified);
  memory.setBigUint64(address + 48, stat.changed);
}

/** `__wasi_fstflags_t`. */
const TimeFlag = { setAccessed: 1, accessedNow: 2, setModified: 4, modifiedNow: 8 } as const;

/** The times that a `set_times` call asks for. @throws EINVAL for contradicting flags. */
export function parseTimes(accessed: bigint, modified: bigint, flags: number): FileTimes {
  return {
    accessed: parseTime(accessed, flags, TimeFlag.setAccessed, TimeFlag.accessedNow),
    modified: parseTime(modified, flags, TimeFlag.setModified, TimeFlag.modifiedNow),
  };
}

function parseTime(time: bigint, flags: number, set: number, now: number): bigint | undefined {
  const isSet = (flags & set) !== 0;
  const isNow = (flags & now) !== 0;
  if (isSet && isNow) throw systemError('EINVAL');
  if (isSet) return time;
  return isNow ? readClock(ClockId.realtime) : undefined;
}
