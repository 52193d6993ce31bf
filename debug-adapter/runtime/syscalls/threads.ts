import { systemError } from '../errno.ts';
import { Signal } from '../signals.ts';
import type { GuestThread } from '../thread.ts';
import { NANOSECONDS_PER_MILLISECOND } from './clocks.ts';
import { type SyscallFamily, suspendingSyscall, syscall } from './syscall.ts';

/** `__wasi_option_t`. */
const OPTION_SOME = 1;

/** The main thread's id in wasix-libc, which does not ask the host for it. */
const LIBC_MAIN_THREAD = 0x3fff_ffff;

/** Threads and the futexes they wait on, in WASIX. */
export const threadCalls: SyscallFamily = {
  thread_id: syscall(['tid: pointer'], (thread, address) =>
    thread.memory.setUint32(address, thread.id),
  ),

  thread_parallelism: syscall(['parallelism: pointer'], (thread, address) =>
    thread.memory.setUint32(address, 1),
  ),

  thread_signal: suspendingSyscall(['tid: u32', 'signal: u32'], async (thread, tid, signal) => {
    if (tid !== thread.id && tid !== LIBC_MAIN_THREAD) throw systemError('ESRCH');
    if (signal === Signal.abort) thread.process.hasAborted = true;
    thread.process.signals.raise(signal);
    await thread.deliverSignals();
  }),

  thread_exit: syscall(['code: u32'], (thread, code) => {
    thread.process.exitCode = code;
    thread.contexts.end();
  }),

  futex_wait: suspendingSyscall(
    ['futex: pointer', 'expected: u32', 'timeout: pointer', 'woken: pointer'],
    async (thread, futex, expected, timeoutAddress, woken) => {
      const { memory } = thread;
      const hasTimeout = timeoutAddress !== 0 && memory.getUint8(timeoutAddress) === OPTION_SOME;
      const timeout = hasTimeout
        ? Number(memory.getBigUint64(timeoutAddress + 8)) / NANOSECONDS_PER_MILLISECOND
        : Number.POSITIVE_INFINITY;
      // Atomics would throw an error of its own.
      memory.getUint32(futex);
      const isWoken = await waitOnWord(thread, futex >>> 2, expected | 0, timeout);
      memory.setUint8(woken, isWoken ? 1 : 0);
    },
  ),

  futex_wake: syscall(['futex: pointer', 'woken: pointer'], (thread, futex, woken) => {
    thread.memory.getUint32(futex);
    const count = Atomics.notify(thread.memory.words, futex >>> 2, 1);
    thread.memory.setUint8(woken, count > 0 ? 1 : 0);
  }),

  futex_wake_all: syscall(['futex: pointer', 'woken: pointer'], (thread, futex, woken) => {
    thread.memory.getUint32(futex);
    const count = Atomics.notify(thread.memory.words, futex >>> 2);
    thread.memory.setUint8(woken, count > 0 ? 1 : 0);
  }),
};

/**
 * Waits until a word is notified or is not `expected`, or a signal has been
 * delivered: wasix-libc traps at an error of `futex_wait`, so the guest is told
 * of a signal as of a wait that is over early without having been woken.
 *
 * @param timeout in milliseconds.
 * @returns whether the word was notified or is not `expected`.
 */
async function waitOnWord(
  thread: GuestThread,
  index: number,
  expected: number,
  timeout: number,
): Promise<boolean> {
  const { words } = thread.memory;
  const deadline = performance.now() + timeout;
  for (;;) {
    // The engine's timer may fire a little early.
    const remaining = deadline - performance.now();
    if (remaining <= 0) return false;
    const wait = Atomics.waitAsync(words, index, expected, remaining);
    if (!wait.async) return wait.value === 'not-equal';
    const outcome = await thread.untilInterrupted(wait.value);
    if (outcome === 'interrupted') {
      // The wait cannot be taken back, and would swallow the next wake-up of another.
      Atomics.notify(words, index);
      return false;
    }
    if (outcome === 'ok') return true;
  }
}
