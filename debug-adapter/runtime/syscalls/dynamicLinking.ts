import { Errno } from '../errno.ts';
import { LinkError, linkErrors } from '../linking/linkErrors.ts';
import type { Linker } from '../linking/linker.ts';
import type { GuestMemory } from '../memory.ts';
import type { RunningThread } from '../runningThread.ts';
import { encodeText } from '../text.ts';
import { localSuspendingSyscall, localSyscall, type SyscallFamily } from './syscall.ts';

/** Modules that come while the program runs. */
export const dynamicLinkingCalls: SyscallFamily = {
  dl_invalid_handle: localSyscall(['handle: u32'], (thread, handle) =>
    attempt(() => linkerOf(thread).check(handle), ignoreReason),
  ),
  dlopen: localSuspendingSyscall(
    [
      ...(['path: string', 'flags: u32', 'error: pointer', 'errorSize: size'] as const),
      ...(['libraryPath: string', 'handle: pointer'] as const),
    ],
    (thread, path, flags, error, errorSize, libraryPath, handleAddress) => {
      const { memory } = thread;
      let constructors: readonly CallableFunction[] = [];
      const outcome = attempt(
        () => {
          const opened = linkerOf(thread).open(path, flags, thread.id, libraryPath);
          memory.setUint32(handleAddress, opened.handle);
          constructors = opened.constructors;
        },
        reason => writeReason(memory, error, errorSize, reason),
      );
      return constructors.length === 0 ? outcome : construct(thread, constructors);
    },
  ),
  dlsym: localSyscall(
    ['handle: u32', 'name: string', 'error: pointer', 'errorSize: size', 'result: pointer'],
    (thread, handle, name, error, errorSize, result) => {
      const { memory } = thread;
      return attempt(
        () => memory.setUint32(result, linkerOf(thread).symbol(handle, name, thread.id)),
        reason => writeReason(memory, error, errorSize, reason),
      );
    },
  ),
};

function linkerOf({ linker }: RunningThread): Linker {
  if (linker === undefined) throw linkErrors.noLinking();
  return linker;
}

function attempt(operation: () => void, tell: (reason: string) => void): number {
  try {
    operation();
    return 0;
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    tell(error.message);
    return Errno.EINVAL;
  }
}

async function construct(
  thread: RunningThread,
  constructors: readonly CallableFunction[],
): Promise<void> {
  for (const each of constructors) await thread.callBack(each);
}

/** Writes a text as C has it, as far as there is room. */
function writeReason(memory: GuestMemory, address: number, size: number, reason: string): void {
  if (size === 0) return;
  const text = encodeText(reason).subarray(0, size - 1);
  memory.slice(address, size).set([...text, 0]);
}

function ignoreReason(): void {}
