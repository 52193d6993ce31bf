import { epochTime } from '../epochTime.ts';
import { systemError } from '../errno.ts';
import {
  localSuspendingSyscall,
  localSyscall,
  partial,
  type SyscallFamily,
  syscall,
} from './syscall.ts';

/** `__wasi_clockid_t`. */
export const ClockId = { realtime: 0, monotonic: 1, processCpuTime: 2, threadCpuTime: 3 } as const;

/** What a reading of the engine's clock can tell apart, in nanoseconds. */
const RESOLUTION = 1_000n;

export const NANOSECONDS_PER_MILLISECOND = 1_000_000;

/** The time of a clock in nanoseconds. @throws EINVAL for an unknown clock. */
export function readClock(id: number): bigint {
  switch (id) {
    case ClockId.realtime:
      return toNanoseconds(epochTime());
    case ClockId.monotonic:
    // Processor time is known to no web API; a guest that measures itself with
    // it sees the time that passed.
    case ClockId.processCpuTime:
    case ClockId.threadCpuTime:
      return toNanoseconds(performance.now());
    default:
      throw systemError('EINVAL');
  }
}

function toNanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1_000)) * 1_000n;
}

/** Reading clocks, in the first module of WASI. */
export const clockCalls: SyscallFamily = {
  clock_res_get: localSyscall(['id: u32', 'resolution: pointer'], (thread, id, resolution) => {
    readClock(id);
    thread.memory.setBigUint64(resolution, RESOLUTION);
  }),
  clock_time_get: partial(
    'the clocks of processor time tell the time that has passed',
    localSyscall(['id: u32', 'precision: u64', 'time: pointer'], (thread, id, _precision, time) =>
      thread.memory.setBigUint64(time, readClock(id)),
    ),
  ),
};

/** Setting clocks and sleeping, in WASIX. */
export const wasixClockCalls: SyscallFamily = {
  clock_time_set: partial(
    'the clocks are those of the machine: fails with EPERM',
    syscall(['id: u32', 'time: u64'], () => {
      throw systemError('EPERM');
    }),
  ),
  thread_sleep: localSuspendingSyscall(['duration: u64'], async (thread, duration) => {
    const isInterrupted = await thread.pause(Number(duration) / NANOSECONDS_PER_MILLISECOND);
    if (isInterrupted) throw systemError('EINTR');
  }),
};
