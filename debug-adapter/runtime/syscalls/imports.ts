import { Errno, errnoName, SystemError, systemError } from '../errno.ts';
import type { NativeStacks } from '../nativeStacks.ts';
import type { GuestThread } from '../thread.ts';
import type { ParameterKind, Syscall, SyscallResult } from './syscall.ts';
import { SYSCALLS } from './table.ts';

type RawArgument = number | bigint;
type HandlerArgument = number | bigint | string;

/** Told about every system call, for `--strace`. */
export type SyscallTrace = (line: string) => void;

/** What the import object is made for. */
export interface ImportOptions {
  readonly thread: GuestThread;
  /** Receives a line for each finished system call. */
  readonly trace?: SyscallTrace | undefined;
  /** Where to leave the stacks of contexts that fall asleep, if anywhere. */
  readonly nativeStacks?: NativeStacks | undefined;
  /** Told once about each import that the guest calls and the host does not implement. */
  readonly onMissing: (module: string, name: string) => void;
}

/**
 * The functions for a module's imports of system calls. One that the host does
 * not implement answers ENOSYS.
 */
export function makeSyscallImports(
  module: WebAssembly.Module,
  options: ImportOptions,
): WebAssembly.Imports {
  const imports: WebAssembly.Imports = {};
  for (const { module: moduleName, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== 'function') continue;
    const call = SYSCALLS[moduleName]?.[name];
    imports[moduleName] ??= {};
    imports[moduleName][name] =
      call === undefined ? makeMissing(moduleName, name, options) : makeImport(name, call, options);
  }
  return imports;
}

function makeImport(name: string, call: Syscall, options: ImportOptions): WebAssembly.ImportValue {
  const invoke = call.isDirect
    ? makeDirectInvocation(call, options.thread)
    : makeInvocation(call, options.thread);
  const implementation =
    options.trace === undefined
      ? invoke
      : makeTraced(name, call, invoke, options.thread, options.trace);
  if (!call.maySuspend) return implementation;
  const { nativeStacks, thread } = options;
  return new WebAssembly.Suspending(
    nativeStacks === undefined
      ? implementation
      : takingStacks(implementation, thread, nativeStacks),
  );
}

function takingStacks(
  implementation: Invocation,
  thread: GuestThread,
  stacks: NativeStacks,
): Invocation {
  return (...raw) => {
    stacks.take(thread.contexts.active);
    return implementation(...raw);
  };
}

type Invocation = (...raw: RawArgument[]) => number | Promise<number>;

function makeInvocation(call: Syscall, thread: GuestThread): Invocation {
  const decode = makeDecoder(call, thread);
  return (...raw) => {
    try {
      const result = call.handler(thread, ...decode(raw));
      return result instanceof Promise ? result.then(settle, fail) : settle(result);
    } catch (error) {
      return fail(error);
    }
  };
}

function makeDirectInvocation({ handler }: Syscall, thread: GuestThread): Invocation {
  return raw => {
    try {
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
  thread: GuestThread,
  trace: SyscallTrace,
): Invocation {
  const decode = makeDecoder(call, thread);
  return (...raw) => {
    const line = describeCall(name, call, decodeOrNothing(decode, raw));
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
  decode: (raw: RawArgument[]) => HandlerArgument[],
  raw: RawArgument[],
): HandlerArgument[] | undefined {
  try {
    return decode(raw);
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
  let isReported = false;
  return () => {
    if (!isReported) options.onMissing(moduleName, name);
    isReported = true;
    return answer;
  };
}

/** Turns WebAssembly's values into the handler's: unsigned numbers, and text. */
function makeDecoder(
  call: Syscall,
  thread: GuestThread,
): (raw: RawArgument[]) => HandlerArgument[] {
  const kinds = call.parameters.map(parameter => parameter.kind);
  return raw => {
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

function decodeString(thread: GuestThread, pointer: number, length: number): string {
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
