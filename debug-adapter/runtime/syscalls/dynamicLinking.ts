import { Errno } from '../errno.ts';
import { LinkError, linkErrors } from '../linking/linkErrors.ts';
import type { Linker } from '../linking/linker.ts';
import type { GuestMemory } from '../memory.ts';
import type { RunningThread } from '../runningThread.ts';
import { encodeText } from '../text.ts';
import { actsInside, localSuspendingSyscall, localSyscall, type SyscallFamily } from './syscall.ts';

/** Modules that come while the program runs. */
export const dynamicLinkingCalls: SyscallFamily = actsInside({
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
      const tell = (reason: string): void => writeReason(memory, error, errorSize, reason);
      let construction: Promise<void> | undefined;
      const outcome = attempt(() => {
        const linker = linkerOf(thread);
        const opened = linker.open(path, flags, thread.id, libraryPath);
        memory.setUint32(handleAddress, opened.handle);
        construction = linker.construct(thread.id, opened, each => thread.callBack(each));
      }, tell);
      return construction ?? outcome;
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
});

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

/** Writes a text as C has it, as far as there is room. */
function writeReason(memory: GuestMemory, address: number, size: number, reason: string): void {
  if (size === 0) return;
  const text = encodeText(reason).subarray(0, size - 1);
  memory.slice(address, size).set([...text, 0]);
}

function ignoreReason(): void {}
