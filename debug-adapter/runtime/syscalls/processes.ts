import { systemError } from '../errno.ts';
import { Signal } from '../signals.ts';
import { NANOSECONDS_PER_MILLISECOND } from './clocks.ts';
import {
  localSuspendingSyscall,
  type SyscallFamily,
  suspendingSyscall,
  syscall,
} from './syscall.ts';

/** How shells report a program that a signal ended. */
const SIGNAL_EXIT_BASE = 128;
/** What wasix-libc exits with at the end of `abort()`. */
const ABORT_EXIT = 127;

/** The guest has no parent that it could know of. */
const NO_PARENT = 0;

/** The life of the process, in the first module of WASI. */
export const processCalls: SyscallFamily = {
  proc_exit: syscall(['code: u32'], (thread, code) => {
    thread.process.exitCode = code;
    thread.exitProcess();
  }),

  proc_raise: suspendingSyscall(['signal: u32'], async (thread, signal) => {
    thread.process.signals.raise(signal);
    await thread.deliverProcessSignals();
  }),

  sched_yield: localSuspendingSyscall([], thread => thread.attend()),
};

/** Processes and signals, in WASIX. */
export const wasixProcessCalls: SyscallFamily = {
  proc_exit2: syscall(['code: u32'], (thread, code) => {
    const { process } = thread;
    // A signal that nobody handles makes wasix-libc abort.
    const signal = process.signalInHand ?? (process.hasAborted ? Signal.abort : undefined);
    process.exitCode =
      code === ABORT_EXIT && signal !== undefined ? SIGNAL_EXIT_BASE + signal : code;
    thread.exitProcess();
  }),

  proc_id: syscall(['pid: pointer'], (thread, address) =>
    thread.memory.setUint32(address, thread.process.id),
  ),

  proc_parent: syscall(['pid: u32', 'parent: pointer'], (thread, pid, address) => {
    if (pid !== thread.process.id) throw systemError('ESRCH');
    thread.memory.setUint32(address, NO_PARENT);
  }),

  proc_signal: suspendingSyscall(['pid: u32', 'signal: u32'], async (thread, pid, signal) => {
    if (pid !== thread.process.id) throw systemError('ESRCH');
    thread.process.signals.raise(signal);
    await thread.deliverProcessSignals();
  }),

  proc_raise_interval: syscall(
    ['signal: u32', 'interval: u64', 'repeat: u32'],
    ({ process }, signal, interval, repeat) => {
      if (process.onIntervalTimer === undefined) throw systemError('ENOTSUP');
      process.onIntervalTimer({
        signal,
        interval: Number(interval) / NANOSECONDS_PER_MILLISECOND,
        isRepeated: repeat !== 0,
      });
    },
  ),

  callback_signal: localSuspendingSyscall(['callback: string'], (thread, callback) => {
    thread.signalCallback = callback;
    if (thread.signals.any) return thread.deliverSignals().then(() => {});
  }),

  // Dispositions that a parent left behind: none.
  proc_signals_sizes_get: syscall(['count: pointer'], (thread, address) =>
    thread.memory.setUint32(address, 0),
  ),
  proc_signals_get: syscall(['dispositions: pointer'], () => {}),
};
