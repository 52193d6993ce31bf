import { SystemError, systemError } from '../errno.ts';
import { isToBeRaised, Signal } from '../signals.ts';
import { MAIN_THREAD } from '../threadGroup.ts';
import { NANOSECONDS_PER_MILLISECOND } from './clocks.ts';
import {
  absent,
  actsInside,
  localSuspendingSyscall,
  localSyscall,
  type SyscallFamily,
  suspendingSyscall,
  syscall,
} from './syscall.ts';

/** `__wasi_option_t`. */
const OPTION_SOME = 1;

/** The main thread's id in wasix-libc, which does not ask the host for it. */
const LIBC_MAIN_THREAD = 0x3fff_ffff;

/** The start of threads, as wasi-threads has it. */
export const threadSpawnCalls: SyscallFamily = actsInside({
  'thread-spawn': syscall(['startArgument: pointer'], ({ process }, startArgument) => {
    try {
      if (process.threads === undefined) throw systemError('EAGAIN');
      return process.threads.spawn(startArgument);
    } catch (error) {
      // A failure is a negative thread id.
      if (error instanceof SystemError) return -error.errno;
      throw error;
    }
  }),
});

/** Threads and the futexes they wait on, in WASIX. */
export const threadCalls: SyscallFamily = {
  ...absent({
    thread_join: 'wasix-libc waits for the end of a thread by a futex',
    thread_spawn_v2: 'wasix-libc starts threads by thread-spawn of wasi',
  }),

  thread_id: localSyscall(['tid: pointer'], (thread, address) =>
    thread.memory.setUint32(address, thread.id),
  ),

  thread_parallelism: syscall(['parallelism: pointer'], ({ memory, process }, address) =>
    memory.setUint32(address, process.parallelism),
  ),

  thread_signal: suspendingSyscall(['tid: u32', 'signal: u32'], async (thread, tid, signal) => {
    const { process } = thread;
    const isRaised = isToBeRaised(signal);
    if (signal === Signal.abort) process.hasAborted = true;
    if (tid !== MAIN_THREAD && tid !== LIBC_MAIN_THREAD) {
      if (process.threads?.has(tid) !== true) throw systemError('ESRCH');
      if (isRaised) process.threads.raise(tid, signal);
      return;
    }
    if (!isRaised) return;
    process.signals.raise(signal);
    await thread.deliverProcessSignals();
  }),

  ...actsInside({
    thread_exit: localSyscall(['code: u32'], (thread, code) => {
      thread.exit(code);
    }),
  }),

  futex_wait: localSuspendingSyscall(
    ['futex: pointer', 'expected: u32', 'timeout: pointer', 'woken: pointer'],
    (thread, futex, expected, timeoutAddress, woken) => {
      const { memory } = thread;
      const hasTimeout = timeoutAddress !== 0 && memory.getUint8(timeoutAddress) === OPTION_SOME;
      const timeout = hasTimeout
        ? Number(memory.getBigUint64(timeoutAddress + 8)) / NANOSECONDS_PER_MILLISECOND
        : Number.POSITIVE_INFINITY;
      // Atomics would throw an error of its own.
      memory.getUint32(futex);
      const store = (isWoken: boolean): void => memory.setUint8(woken, isWoken ? 1 : 0);
      const isWoken = thread.waitOnWord(futex >>> 2, expected | 0, timeout);
      return typeof isWoken === 'boolean' ? store(isWoken) : isWoken.then(store);
    },
  ),

  futex_wake: localSyscall(['futex: pointer', 'woken: pointer'], (thread, futex, woken) => {
    thread.memory.getUint32(futex);
    const count = thread.wakeOnWord(futex >>> 2, 1);
    thread.memory.setUint8(woken, count > 0 ? 1 : 0);
  }),

  futex_wake_all: localSyscall(['futex: pointer', 'woken: pointer'], (thread, futex, woken) => {
    thread.memory.getUint32(futex);
    const count = thread.wakeOnWord(futex >>> 2, Number.POSITIVE_INFINITY);
    thread.memory.setUint8(woken, count > 0 ? 1 : 0);
  }),
};
