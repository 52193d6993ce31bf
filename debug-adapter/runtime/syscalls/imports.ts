import type { CallingThread } from '../callingThread.ts';
import { delegate } from '../delegate.ts';
import { Errno, errnoName, SystemError, systemError } from '../errno.ts';
import { suspendable } from '../jspi.ts';
import type { GuestMemory } from '../memory.ts';
import type { NativeStacks } from '../nativeStacks.ts';
import type { RunningThread } from '../runningThread.ts';
import { suspendOnDemand, type WaitingFunction, type WasmParameters } from '../suspendOnDemand.ts';
import { MAIN_THREAD } from '../threadGroup.ts';
import type { ParameterKind, Syscall, SyscallResult } from './syscall.ts';
import { SYSCALLS } from './table.ts';

/** A value as WebAssembly passes it. */
export type RawArgument = number | bigint;
type HandlerArgument = number | bigint | string;

/** Told about every system call, for `--strace`. */
export type SyscallTrace = (line: string) => void;

/** Who makes the system calls of an instance. */
export interface Caller {
  /** The thread that makes the one which is being made. */
  readonly running: RunningThread;
  /**
   * Told of each call that has to wait, but for switches between contexts.
   * @returns what the calling stack sleeps on.
   */
  suspend?(result: Promise<number>): Promise<number>;
  /** Whose call that was last. */
  readonly lastToWait?: RunningThread | undefined;
}

/** Who records calls, or answers them by what was recorded. */
export interface CallWitness {
  /**
   * Makes a call in the place of what does what it is for.
   * @param name with its module.
   */
  make(name: string, call: Syscall, invoke: Invocation): Invocation;
  /** Told of a call before it is made that {@link make} must not come between. */
  pass(name: string): (raw: readonly RawArgument[]) => void;
}

/** What the import object is made for. */
export interface ImportOptions {
  readonly caller: Caller;
  /**
   * Makes a system call in the worker that holds the process's state, and waits
   * for its result: for a thread in another worker, whose local calls alone run here.
   */
  readonly forward?: ((module: string, name: string, args: RawArgument[]) => number) | undefined;
  /** Told of all calls, if anybody is. */
  readonly witness?: CallWitness | undefined;
  /** Called before each system call. */
  readonly onCall?: (() => void) | undefined;
  /** Receives a line for each finished system call. */
  readonly trace?: SyscallTrace | undefined;
  /** Where to leave the stacks of contexts that fall asleep, if anywhere. */
  readonly nativeStacks?: NativeStacks | undefined;
  /** Told about each import that the guest calls and the table does not have. */
  readonly onMissing: (module: string, name: string) => void;
}

/**
 * The functions for a module's imports of system calls. One that the table does
 * not have answers ENOSYS.
 */
export function makeSyscallImports(
  module: WebAssembly.Module,
  options: ImportOptions,
): WebAssembly.Imports {
  const imports: WebAssembly.Imports = {};
  const onDemand: { family: string; name: string; waiting: WaitingFunction }[] = [];
  for (const { module: family, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== 'function') continue;
    const call = SYSCALLS[family]?.[name];
    imports[family] ??= {};
    if (call === undefined) {
      imports[family][name] = makeMissing(family, name, options);
    } else if (suspendsOnDemand(call)) {
      onDemand.push({ family, name, waiting: makeWaiting(family, name, call, options) });
    } else {
      imports[family][name] = makeImport(family, name, call, options);
    }
  }
  const made = suspendOnDemand(onDemand.map(({ waiting }) => waiting));
  for (const [index, { family, name }] of onDemand.entries()) {
    Object.assign(imports[family] as object, { [name]: made[index] });
  }
  return imports;
}

/** Whether most calls get their result at once. A direct one is there to wait. */
function suspendsOnDemand({ maySuspend, hasResult, isDirect }: Syscall): boolean {
  return maySuspend && hasResult && !isDirect;
}

function makeWaiting(
  family: string,
  name: string,
  call: Syscall,
  options: ImportOptions,
): WaitingFunction {
  return {
    parameters: typesOf(call),
    call: makeImplementation(family, name, call, options),
    onSleep: stackTaker(options, () => options.caller.lastToWait),
  };
}

function typesOf({ parameters }: Syscall): WasmParameters {
  return parameters.flatMap(({ kind }) => WASM_TYPES[kind]);
}

/** The types in which WebAssembly passes a parameter. */
const WASM_TYPES: Readonly<Record<ParameterKind, WasmParameters>> = {
  fd: ['i32'],
  pointer: ['i32'],
  size: ['i32'],
  u32: ['i32'],
  u64: ['i64'],
  s64: ['i64'],
  string: ['i32', 'i32'],
};

function makeImport(
  family: string,
  name: string,
  call: Syscall,
  options: ImportOptions,
): WebAssembly.ImportValue {
  if (call.isDelegating) return makeDelegating(family, name, call, options);
  const implementation = makeImplementation(family, name, call, options);
  if (!call.maySuspend && !isForwarded(call, options)) return implementation;
  const takeStack = stackTaker(options, () => options.caller.running);
  if (takeStack === undefined) return suspendable(implementation);
  return suspendable((...raw) => {
    takeStack();
    return implementation(...raw);
  });
}

function makeDelegating(
  family: string,
  name: string,
  call: Syscall,
  { caller, trace, witness }: ImportOptions,
): WebAssembly.ImportValue {
  const decode = makeDecoder(call);
  const handler = call.handler as unknown as (
    thread: RunningThread,
    ...args: HandlerArgument[]
  ) => CallableFunction;
  const pass = witness?.pass(`${family}.${name}`);
  const choose = (...raw: RawArgument[]): CallableFunction | number => {
    pass?.(raw);
    try {
      return handler(caller.running, ...decode(caller.running, raw));
    } catch (error) {
      return fail(error);
    }
  };
  const traced = (...raw: RawArgument[]): CallableFunction | number => {
    const chosen = choose(...raw);
    const { id, contexts } = caller.running;
    const line = describeCall(name, call, decodeOrNothing(decode, caller.running, raw));
    // Before the call is made: when it ends, nobody of the host is there to see it.
    const outcome = typeof chosen === 'number' ? describeResult(chosen) : '…';
    trace?.(`${id}:${contexts.active} ${line} = ${outcome}`);
    return chosen;
  };
  return delegate({ parameters: typesOf(call), choose: trace === undefined ? choose : traced });
}

function isForwarded(call: Syscall, { forward }: ImportOptions): boolean {
  return forward !== undefined && !call.isLocal;
}

function makeImplementation(
  family: string,
  name: string,
  call: Syscall,
  options: ImportOptions,
): Invocation {
  const { caller, trace, forward } = options;
  const invoke =
    forward !== undefined && isForwarded(call, options)
      ? noticed(
          makeForwarded((...raw) => forward(family, name, raw), caller),
          options,
        )
      : makeLocal(`${family}.${name}`, call, options);
  return trace === undefined ? invoke : makeTraced(name, call, invoke, caller, trace);
}

/**
 * Leaves the stack of the context that falls asleep, if anybody wants it.
 * @param sleeper the thread that it is of.
 */
function stackTaker(
  { nativeStacks }: ImportOptions,
  sleeper: () => RunningThread | undefined,
): (() => void) | undefined {
  if (nativeStacks === undefined) return undefined;
  return () => {
    const thread = sleeper();
    if (thread?.id === MAIN_THREAD) nativeStacks.take(thread.contexts.active);
  };
}

function makeLocal(name: string, call: Syscall, options: ImportOptions): Invocation {
  // Whoever has no `forward` runs where the process's state is, and can make every call.
  const caller = options.caller as Caller & { readonly running: CallingThread };
  const { witness } = options;
  if (call.isDirect) {
    const invoke = makeDirectInvocation(call, caller);
    return witness === undefined ? invoke : passing(witness.pass(name), invoke);
  }
  const plain = noticed(makeInvocation(call, caller), options);
  const invoke = witness === undefined ? plain : witness.make(name, call, plain);
  if (!call.maySuspend || caller.suspend === undefined) return invoke;
  return (...raw) => {
    const result = invoke(...raw);
    return typeof result === 'number' ? result : (caller.suspend?.(result) as Promise<number>);
  };
}

function passing(pass: (raw: RawArgument[]) => void, invoke: Invocation): Invocation {
  return (...raw) => {
    pass(raw);
    return invoke(...raw);
  };
}

function noticed(invoke: Invocation, { onCall }: ImportOptions): Invocation {
  if (onCall === undefined) return invoke;
  return (...raw) => {
    onCall();
    return invoke(...raw);
  };
}

/** A call that waits without suspending: the thread's worker has nothing else to do meanwhile. */
function makeForwarded(forward: (...raw: RawArgument[]) => number, caller: Caller): Invocation {
  return (...raw) => {
    const result = forward(...raw);
    const thread = caller.running;
    return thread.signals.any ? thread.deliverSignals().then(() => result) : result;
  };
}

/** A system call as WebAssembly makes it. */
export type Invocation = (...raw: RawArgument[]) => number | Promise<number>;

/**
 * A system call made by whichever thread runs. An error number is a result; a defect is thrown.
 * @param caller whose threads can make that call.
 */
export function makeInvocation(
  call: Syscall,
  caller: { readonly running: CallingThread },
): Invocation {
  const decode = makeDecoder(call);
  return (...raw) => {
    try {
      // Whoever makes a call that concerns the thread alone is a running one.
      const thread = caller.running as CallingThread & RunningThread;
      const result = call.handler(thread, ...decode(thread, raw));
      return result instanceof Promise ? result.then(settle, fail) : settle(result);
    } catch (error) {
      return fail(error);
    }
  };
}

function makeDirectInvocation({ handler }: Syscall, caller: Caller): Invocation {
  return raw => {
    try {
      const thread = caller.running as CallingThread & RunningThread;
      return handler(thread, raw as bigint) as number | Promise<number>;
    } catch (error) {
      return fail(error);
    }
  };
}

function makeTraced(
  name: string,
  call: Syscall,
  invoke: Invocation,
  caller: Caller,
  trace: SyscallTrace,
): Invocation {
  const decode = makeDecoder(call);
  return (...raw) => {
    const thread = caller.running;
    const line = describeCall(name, call, decodeOrNothing(decode, thread, raw));
    const log = (outcome: string): void =>
      trace(`${thread.id}:${thread.contexts.active} ${line} = ${outcome}`);
    const report = (errno: number): number => {
      log(describeResult(errno));
      return errno;
    };
    const reportNoReturn = (error: unknown): never => {
      log('?');
      throw error;
    };
    try {
      const result = invoke(...raw);
      return result instanceof Promise ? result.then(report, reportNoReturn) : report(result);
    } catch (error) {
      return reportNoReturn(error);
    }
  };
}

/** A call's arguments; nothing when one cannot be read, as the guest is about to be told. */
function decodeOrNothing(
  decode: Decoder,
  thread: RunningThread,
  raw: RawArgument[],
): HandlerArgument[] | undefined {
  try {
    return decode(thread, raw);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}

function settle(result: SyscallResult): number {
  return result ?? 0;
}

/** The error number of a failed call. Anything else than a failure goes on up: an exit, a defect. */
function fail(error: unknown): number {
  if (error instanceof SystemError) return error.errno;
  throw error;
}

function makeMissing(
  moduleName: string,
  name: string,
  options: ImportOptions,
): WebAssembly.ImportValue {
  // wasi-threads tells a failure by a negative thread id.
  const answer = moduleName === 'wasi' ? -Errno.ENOSYS : Errno.ENOSYS;
  return () => {
    options.onMissing(moduleName, name);
    return answer;
  };
}

/** Turns WebAssembly's values into the handler's: unsigned numbers, and text. */
type Decoder = (thread: { readonly memory: GuestMemory }, raw: RawArgument[]) => HandlerArgument[];

function makeDecoder(call: Syscall): Decoder {
  const kinds = call.parameters.map(parameter => parameter.kind);
  return (thread, raw) => {
    let index = 0;
    return kinds.map(kind => {
      const value = raw[index++] as RawArgument;
      return kind === 'string'
        ? decodeString(thread, value as number, raw[index++] as number)
        : decodeNumber(kind, value);
    });
  };
}

function decodeNumber(kind: ParameterKind, value: RawArgument): RawArgument {
  if (kind === 'u64') return BigInt.asUintN(64, value as bigint);
  return kind === 's64' ? value : (value as number) >>> 0;
}

function decodeString(
  thread: { readonly memory: GuestMemory },
  pointer: number,
  length: number,
): string {
  const text = thread.memory.readString(pointer >>> 0, length >>> 0);
  if (text.includes('\0')) throw systemError('EINVAL');
  return text;
}

function describeCall(name: string, call: Syscall, args: HandlerArgument[] | undefined): string {
  if (args === undefined) return `${name}(?)`;
  const described = call.parameters.map(({ kind, name: parameter }, index) => {
    const value = args[index] as HandlerArgument;
    if (kind === 'string') return JSON.stringify(value);
    return kind === 'pointer' ? `${parameter}=0x${value.toString(16)}` : `${parameter}=${value}`;
  });
  return `${name}(${described.join(', ')})`;
}

function describeResult(errno: number): string {
  return errno === 0 ? '0' : `-1 ${errnoName(errno)}`;
}
