import { systemError } from '../errno.ts';
import { isToBeRaised, Signal } from '../signals.ts';
import { NANOSECONDS_PER_MILLISECOND } from './clocks.ts';
import {
  absent,
  actsInside,
  localSuspendingSyscall,
  partial,
  type SyscallFamily,
  suspendingSyscall,
  syscall,
  withoutResult,
} from './syscall.ts';

/** How shells report a program that a signal ended. */
const SIGNAL_EXIT_BASE = 128;
/** What wasix-libc exits with at the end of `abort()`. */
const ABORT_EXIT = 127;

/** `__wasi_disposition_t`. */
const Disposition = { default: 0, ignore: 1 } as const;

const NO_PROCESSES = 'a program in WebAssembly is a single process, and cannot start others';

/** The guest has no parent that it could know of. */
const NO_PARENT = 0;

/** The life of the process, in the first module of WASI. */
export const processCalls: SyscallFamily = {
  ...actsInside({
    proc_exit: syscall(['code: u32'], (thread, code) => {
      thread.process.exitCode = code;
      thread.exitProcess();
    }),
  }),

  proc_raise: suspendingSyscall(['signal: u32'], async (thread, signal) => {
    if (!isToBeRaised(signal)) return;
    thread.process.signals.raise(signal);
    await thread.deliverProcessSignals();
  }),

  sched_yield: localSuspendingSyscall([], thread => thread.attend()),
};

/** Processes and signals, in WASIX. */
export const wasixProcessCalls: SyscallFamily = {
  ...absent(
    {
      proc_exec: NO_PROCESSES,
      proc_exec2: NO_PROCESSES,
      proc_exec3: NO_PROCESSES,
      proc_fork: NO_PROCESSES,
      proc_fork_env: NO_PROCESSES,
      proc_spawn: NO_PROCESSES,
      proc_spawn2: NO_PROCESSES,
    },
    'ENOTSUP',
  ),
  ...absent({ proc_snapshot: 'nothing keeps the state of a program for a later run' }),

  proc_join: partial(
    'a program has no children: fails with ECHILD',
    syscall(['pid: pointer', 'flags: u32', 'status: pointer'], () => {
      throw systemError('ECHILD');
    }),
  ),

  ...actsInside({
    proc_exit2: syscall(['code: u32'], (thread, code) => {
      const { process } = thread;
      // A signal that nobody handles makes wasix-libc abort.
      const signal = process.signalInHand ?? (process.hasAborted ? Signal.abort : undefined);
      process.exitCode =
        code === ABORT_EXIT && signal !== undefined ? SIGNAL_EXIT_BASE + signal : code;
      thread.exitProcess();
    }),
    callback_signal: withoutResult(
      localSuspendingSyscall(['callback: string'], (thread, callback) => {
        thread.signalCallback = callback;
        if (thread.signals.any) return thread.deliverSignals().then(() => {});
      }),
    ),
  }),

  proc_id: syscall(['pid: pointer'], (thread, address) =>
    thread.memory.setUint32(address, thread.process.id),
  ),

  proc_parent: syscall(['pid: u32', 'parent: pointer'], (thread, pid, address) => {
    if (pid !== thread.process.id) throw systemError('ESRCH');
    thread.memory.setUint32(address, NO_PARENT);
  }),

  proc_signal: partial(
    'reaches the program itself: there are no others',
    suspendingSyscall(['pid: u32', 'signal: u32'], async (thread, pid, signal) => {
      if (pid !== thread.process.id) throw systemError('ESRCH');
      if (!isToBeRaised(signal)) return;
      thread.process.signals.raise(signal);
      await thread.deliverProcessSignals();
    }),
  ),

  proc_raise_interval: partial(
    'every timer counts real time, and its first delay is as long as the repetitions',
    syscall(
      ['signal: u32', 'interval: u64', 'repeat: u32'],
      ({ process }, signal, interval, repeat) => {
        if (process.onIntervalTimer === undefined) throw systemError('ENOTSUP');
        if (!isToBeRaised(signal)) throw systemError('EINVAL');
        process.onIntervalTimer({
          signal,
          interval: Number(interval) / NANOSECONDS_PER_MILLISECOND,
          isRepeated: repeat !== 0,
        });
      },
    ),
  ),

  // What a parent left behind: every signal does what it does by default. One is told, for
  // wasix-libc knows no default actions before it is told of any signal or the program handles one.
  proc_signals_sizes_get: syscall(['count: pointer'], (thread, address) =>
    thread.memory.setUint32(address, 1),
  ),
  proc_signals_get: syscall(['dispositions: pointer'], (thread, address) => {
    thread.memory.setUint8(address, Signal.terminate);
    thread.memory.setUint8(address + 1, Disposition.default);
  }),
};
