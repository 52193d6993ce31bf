import type { CallingThread } from '../callingThread.ts';
import { DescriptorFlag } from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import { encodeText } from '../text.ts';
import { parseTimes, writeFileStat } from './filestat.ts';
import { partial, type Syscall, type SyscallFamily, syscall } from './syscall.ts';

/** `__wasi_lookupflags_t`. */
const FOLLOW_LINK = 1;

/** `__wasi_oflags_t`. */
const OpenFlag = { create: 1, directory: 2, exclusive: 4, truncate: 8 } as const;

/** `__WASI_RIGHTS_FD_READ` and `__WASI_RIGHTS_FD_WRITE`, which say how a file is opened. */
const Right = { read: 1n << 1n, write: 1n << 6n } as const;

const NO_DEVICES =
  'opens files and folders, and the devices of /dev; no pipes or devices of the machine';

function openPath(
  thread: CallingThread,
  fd: number,
  lookupFlags: number,
  path: string,
  openFlags: number,
  rights: bigint,
  flags: number,
  extendedFlags: number,
): number {
  const description = thread.process.namespace.open(thread.process.startOf(path, fd), path, {
    read: (rights & Right.read) !== 0n,
    write: (rights & Right.write) !== 0n,
    create: (openFlags & OpenFlag.create) !== 0,
    exclusive: (openFlags & OpenFlag.exclusive) !== 0,
    truncate: (openFlags & OpenFlag.truncate) !== 0,
    directory: (openFlags & OpenFlag.directory) !== 0,
    append: (flags & DescriptorFlag.append) !== 0,
    followLink: (lookupFlags & FOLLOW_LINK) !== 0,
  });
  description.flags = flags;
  description.missingRights |= (Right.read | Right.write) & ~rights;
  return thread.process.descriptors.add(description, { extendedFlags });
}

/** `path_filestat_get` for the `__wasi_filestat_t` of a version of WASI. */
export function pathFilestatGet(write: typeof writeFileStat): Syscall {
  return syscall(
    ['fd: fd', 'lookupFlags: u32', 'path: string', 'filestat: pointer'],
    ({ process, memory }, fd, lookupFlags, path, address) => {
      const followLink = (lookupFlags & FOLLOW_LINK) !== 0;
      write(memory, address, process.namespace.stat(process.startOf(path, fd), path, followLink));
    },
  );
}

/** What is done with names of files, in the first module of WASI. */
export const pathCalls: SyscallFamily = {
  path_create_directory: syscall(['fd: fd', 'path: string'], (thread, fd, path) =>
    thread.process.namespace.createDirectory(thread.process.startOf(path, fd), path),
  ),

  path_filestat_get: pathFilestatGet(writeFileStat),

  path_filestat_set_times: syscall(
    ['fd: fd', 'lookupFlags: u32', 'path: string', 'accessed: u64', 'modified: u64', 'flags: u32'],
    (thread, fd, lookupFlags, path, accessed, modified, flags) =>
      thread.process.namespace.setTimes(
        thread.process.startOf(path, fd),
        path,
        (lookupFlags & FOLLOW_LINK) !== 0,
        parseTimes(accessed, modified, flags),
      ),
  ),

  path_link: syscall(
    ['oldFd: fd', 'lookupFlags: u32', 'oldPath: string', 'newFd: fd', 'newPath: string'],
    (thread, oldFd, lookupFlags, oldPath, newFd, newPath) =>
      thread.process.namespace.link(
        thread.process.startOf(oldPath, oldFd),
        oldPath,
        (lookupFlags & FOLLOW_LINK) !== 0,
        thread.process.startOf(newPath, newFd),
        newPath,
      ),
  ),

  path_open: partial(
    NO_DEVICES,
    syscall(
      [
        'fd: fd',
        'lookupFlags: u32',
        'path: string',
        'openFlags: u32',
        'rights: u64',
        'inheriting: u64',
        'flags: u32',
        'opened: pointer',
      ],
      (thread, fd, lookupFlags, path, openFlags, rights, _inheriting, flags, address) => {
        const opened = openPath(thread, fd, lookupFlags, path, openFlags, rights, flags, 0);
        thread.memory.setUint32(address, opened);
      },
    ),
  ),

  path_readlink: syscall(
    ['fd: fd', 'path: string', 'buffer: pointer', 'length: size', 'used: pointer'],
    (thread, fd, path, buffer, length, used) => {
      const target = thread.process.namespace.readLink(thread.process.startOf(path, fd), path);
      const bytes = encodeText(target).subarray(0, length);
      thread.memory.write(buffer, bytes);
      thread.memory.setUint32(used, bytes.length);
    },
  ),

  path_remove_directory: syscall(['fd: fd', 'path: string'], (thread, fd, path) =>
    thread.process.namespace.removeDirectory(thread.process.startOf(path, fd), path),
  ),

  path_rename: syscall(
    ['oldFd: fd', 'oldPath: string', 'newFd: fd', 'newPath: string'],
    (thread, oldFd, oldPath, newFd, newPath) =>
      thread.process.namespace.rename(
        thread.process.startOf(oldPath, oldFd),
        oldPath,
        thread.process.startOf(newPath, newFd),
        newPath,
      ),
  ),

  path_symlink: syscall(['target: string', 'fd: fd', 'path: string'], (thread, target, fd, path) =>
    thread.process.namespace.symlink(target, thread.process.startOf(path, fd), path),
  ),

  path_unlink_file: syscall(['fd: fd', 'path: string'], (thread, fd, path) =>
    thread.process.namespace.unlink(thread.process.startOf(path, fd), path),
  ),
};

/** Opening with descriptor flags, and the current directory, in WASIX. */
export const wasixPathCalls: SyscallFamily = {
  path_open2: partial(
    NO_DEVICES,
    syscall(
      [
        'fd: fd',
        'lookupFlags: u32',
        'path: string',
        'openFlags: u32',
        'rights: u64',
        'inheriting: u64',
        'flags: u32',
        'extendedFlags: u32',
        'opened: pointer',
      ],
      (thread, fd, lookupFlags, path, openFlags, rights, _inheriting, flags, extended, address) => {
        const opened = openPath(thread, fd, lookupFlags, path, openFlags, rights, flags, extended);
        thread.memory.setUint32(address, opened);
      },
    ),
  ),

  getcwd: syscall(['path: pointer', 'length: pointer'], (thread, address, lengthAddress) => {
    // C's getcwd() passes its buffer straight on, so the text ends with a NUL.
    const bytes = encodeText(`${thread.process.cwd}\0`);
    const capacity = thread.memory.getUint32(lengthAddress);
    thread.memory.setUint32(lengthAddress, bytes.length);
    if (bytes.length > capacity) throw systemError('ERANGE');
    thread.memory.write(address, bytes);
  }),

  chdir: syscall(['path: string'], (thread, path) => {
    thread.process.cwd = thread.process.namespace.directoryPath(thread.process.cwd, path);
  }),
};
