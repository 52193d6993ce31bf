import type { CallingThread } from '../callingThread.ts';
import { type ErrnoName, systemError } from '../errno.ts';
import type { RunningThread } from '../runningThread.ts';

/**
 * How a parameter crosses the border. `string` is a pointer and a length in the
 * WebAssembly signature and a decoded string in the handler; `u64` and `s64`
 * are bigints; all others are unsigned 32-bit numbers.
 */
export type ParameterKind = 'fd' | 'pointer' | 'size' | 'u32' | 'u64' | 's64' | 'string';

/** A parameter as `name: kind`. */
export type Parameter = `${string}: ${ParameterKind}`;

type ArgumentOf<P> = P extends `${string}: ${infer Kind}`
  ? Kind extends 'string'
    ? string
    : Kind extends 'u64' | 's64'
      ? bigint
      : number
  : never;

type ArgumentsOf<P extends readonly Parameter[]> = { [Index in keyof P]: ArgumentOf<P[Index]> };

/** An error number; nothing means success. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler may end in a call that returns nothing
export type SyscallResult = number | void;

/** Whether a call does what its header says, in part, or not at all, and a line of why. */
export interface Coverage {
  readonly extent: 'whole' | 'part' | 'none';
  /** What is missing, or why; for the user. Empty for a whole one. */
  readonly remark: string;
}

const WHOLE: Coverage = { extent: 'whole', remark: '' };

/**
 * One system call: what the import object, the trace and the documentation of
 * coverage know about it.
 */
export interface Syscall {
  readonly parameters: readonly { readonly name: string; readonly kind: ParameterKind }[];
  /** Whether the handler may return a promise, on which the calling stack sleeps. */
  readonly maySuspend: boolean;
  /** Whether the guest gets an error number for a result. */
  readonly hasResult: boolean;
  /** Whether the handler takes WebAssembly's values as they come: see {@link directSyscall}. */
  readonly isDirect: boolean;
  /** Whether the handler says which function does it: see {@link delegatingSyscall}. */
  readonly isDelegating: boolean;
  /** Whether it concerns only the thread that makes it, in whose worker it runs. */
  readonly isLocal: boolean;
  /**
   * Whether it acts on the instance itself, its stacks, threads and functions: a replay makes it, too,
   * where it answers others by what was recorded. See {@link actsInside}.
   */
  readonly actsInside: boolean;
  /** How much of what the header says it does, and why not all: see {@link partial} and {@link absent}. */
  readonly coverage: Coverage;
  readonly handler: (
    thread: CallingThread & RunningThread,
    ...args: (number | bigint | string)[]
  ) => SyscallResult | Promise<SyscallResult>;
}

/** System calls of one import module by their names in the header. */
export type SyscallFamily = Readonly<Record<string, Syscall>>;

/** A system call that returns at once. The handler throws `SystemError` to fail. */
export function syscall<const P extends readonly Parameter[]>(
  parameters: P,
  handler: (thread: CallingThread, ...args: ArgumentsOf<P>) => SyscallResult,
): Syscall {
  return describe(parameters, handler as Syscall['handler']);
}

/** A system call that concerns only the thread that makes it, and returns at once. */
export function localSyscall<const P extends readonly Parameter[]>(
  parameters: P,
  handler: (thread: RunningThread, ...args: ArgumentsOf<P>) => SyscallResult,
): Syscall {
  return describe(parameters, handler as Syscall['handler'], { isLocal: true });
}

/** A system call that concerns only the thread that makes it, and may suspend the calling stack. */
export function localSuspendingSyscall<const P extends readonly Parameter[]>(
  parameters: P,
  handler: (
    thread: RunningThread,
    ...args: ArgumentsOf<P>
  ) => SyscallResult | Promise<SyscallResult>,
): Syscall {
  return describe(parameters, handler as Syscall['handler'], { maySuspend: true, isLocal: true });
}

/** A system call that may wait, and then suspends the calling stack. */
export function suspendingSyscall<const P extends readonly Parameter[]>(
  parameters: P,
  handler: (
    thread: CallingThread,
    ...args: ArgumentsOf<P>
  ) => SyscallResult | Promise<SyscallResult>,
): Syscall {
  return describe(parameters, handler as Syscall['handler'], { maySuspend: true });
}

/**
 * A local, suspending system call for the one path where every promise counts. Its
 * one argument, which is no string, is not made unsigned, and the stack sleeps on the very
 * promise that the handler returns, so that a rejection reaches the guest as an
 * exception and never as an error number.
 */
export function directSyscall<const P extends readonly [Parameter]>(
  parameters: P,
  handler: (thread: RunningThread, ...args: ArgumentsOf<P>) => number | Promise<number>,
): Syscall {
  const options = { maySuspend: true, isDirect: true, isLocal: true };
  return describe(parameters, handler as Syscall['handler'], options);
}

/**
 * A system call that is to have no frame of JavaScript on the stack while it does what it is for. The
 * handler returns a function of WebAssembly, with the system call's parameters and result, which is
 * called in its place.
 */
export function delegatingSyscall<const P extends readonly Parameter[]>(
  parameters: P,
  handler: (thread: RunningThread, ...args: ArgumentsOf<P>) => CallableFunction,
): Syscall {
  const options = { isDelegating: true, isLocal: true };
  return describe(parameters, handler as unknown as Syscall['handler'], options);
}

/** A system call whose header gives it no result. */
export function withoutResult(call: Syscall): Syscall {
  return { ...call, hasResult: false };
}

/** Calls that act on the instance: see {@link Syscall.actsInside}. */
export function actsInside(calls: SyscallFamily): SyscallFamily {
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [name, { ...call, actsInside: true }]),
  );
}

/** A system call that does only a part of what its header says. @param remark which, or why. */
export function partial(remark: string, call: Syscall): Syscall {
  return { ...call, coverage: { extent: 'part', remark } };
}

/**
 * System calls that are not here, each with the reason. They fail, and the
 * person who runs the program is told, once for each.
 */
export function absent(
  reasons: Readonly<Record<string, string>>,
  errno: ErrnoName = 'ENOSYS',
): SyscallFamily {
  return Object.fromEntries(
    Object.entries(reasons).map(([name, remark]) => {
      const call = syscall([], ({ process }) => {
        process.warnOnce(`the program called ${name}, which is not implemented here: ${remark}`);
        throw systemError(errno);
      });
      return [name, { ...call, coverage: { extent: 'none', remark } }];
    }),
  );
}

function describe(
  parameters: readonly Parameter[],
  handler: Syscall['handler'],
  options: Partial<Pick<Syscall, 'maySuspend' | 'isDirect' | 'isDelegating' | 'isLocal'>> = {},
): Syscall {
  return {
    parameters: parameters.map(parameter => {
      const [name, kind] = parameter.split(': ') as [string, ParameterKind];
      return { name, kind };
    }),
    maySuspend: options.maySuspend ?? false,
    hasResult: true,
    isDirect: options.isDirect ?? false,
    isDelegating: options.isDelegating ?? false,
    isLocal: options.isLocal ?? false,
    actsInside: false,
    coverage: WHOLE,
    handler,
  };
}
