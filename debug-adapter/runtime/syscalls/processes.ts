import { systemError } from '../errno.ts';
import { Signal } from '../signals.ts';
import { type SyscallFamily, suspendingSyscall, syscall } from './syscall.ts';

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
    thread.contexts.end();
  }),

  proc_raise: syscall(['signal: u32'], (thread, signal) => {
    thread.process.signals.raise(signal);
    thread.deliverSignals();
  }),

  // A guest whose attention was asked for calls this to be given its signals,
  // and the event loop a turn when it does so in a loop of its own.
  sched_yield: suspendingSyscall([], thread => {
    thread.deliverSignals();
  }),
};

/** Processes and signals, in WASIX. */
export const wasixProcessCalls: SyscallFamily = {
  proc_exit2: syscall(['code: u32'], (thread, code) => {
    const { process } = thread;
    process.exitCode =
      code === ABORT_EXIT && process.hasAborted ? SIGNAL_EXIT_BASE + Signal.abort : code;
    thread.contexts.end();
  }),

  proc_id: syscall(['pid: pointer'], (thread, address) =>
    thread.memory.setUint32(address, thread.process.id),
  ),

  proc_parent: syscall(['pid: u32', 'parent: pointer'], (thread, pid, address) => {
    if (pid !== thread.process.id) throw systemError('ESRCH');
    thread.memory.setUint32(address, NO_PARENT);
  }),

  proc_signal: syscall(['pid: u32', 'signal: u32'], (thread, pid, signal) => {
    if (pid !== thread.process.id) throw systemError('ESRCH');
    thread.process.signals.raise(signal);
    thread.deliverSignals();
  }),

  callback_signal: syscall(['callback: string'], (thread, callback) => {
    thread.signalCallback = callback;
    thread.deliverSignals();
  }),

  // Dispositions that a parent left behind: none.
  proc_signals_sizes_get: syscall(['count: pointer'], (thread, address) =>
    thread.memory.setUint32(address, 0),
  ),
  proc_signals_get: syscall(['dispositions: pointer'], () => {}),
};
