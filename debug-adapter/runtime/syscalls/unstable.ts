import { Whence } from '../descriptors/descriptor.ts';
import { filestatGet, seek } from './descriptors.ts';
import { writeUnstableFileStat } from './filestat.ts';
import { pathFilestatGet } from './paths.ts';
import { pollOneoff, type SubscriptionLayout } from './poll.ts';
import type { SyscallFamily } from './syscall.ts';

/** A subscription to a clock has a number of its own besides, before all else. */
const SUBSCRIPTION: SubscriptionLayout = { clock: 24, timeout: 32, flags: 48, size: 56 };

/**
 * `wasi_unstable`, which became `wasi_snapshot_preview1`: the same calls, of which
 * some have other layouts.
 *
 * Specification: `typenames.witx` of `snapshot_0`, beside that of `snapshot_1`
 */
export function unstableCalls(preview1: SyscallFamily): SyscallFamily {
  const { sock_accept: _added, ...calls } = preview1;
  return {
    ...calls,
    fd_filestat_get: filestatGet(writeUnstableFileStat),
    fd_seek: seek([Whence.current, Whence.end, Whence.set]),
    path_filestat_get: pathFilestatGet(writeUnstableFileStat),
    poll_oneoff: pollOneoff(SUBSCRIPTION),
  };
}
