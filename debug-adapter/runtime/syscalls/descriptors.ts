import type { CallingThread } from '../callingThread.ts';
import { type Descriptor, DescriptorFlag, Whence } from '../descriptors/descriptor.ts';
import { CLOSE_ON_EXEC } from '../descriptors/descriptorTable.ts';
import { EventCounter } from '../descriptors/eventCounter.ts';
import { createPipe } from '../descriptors/pipe.ts';
import { systemError } from '../errno.ts';
import { encodeText } from '../text.ts';
import { orBrokenPipe } from './brokenPipe.ts';
import { parseTimes, writeFileStat } from './filestat.ts';
import {
  partial,
  type Syscall,
  type SyscallFamily,
  suspendingSyscall,
  syscall,
} from './syscall.ts';

const ALL_RIGHTS = (1n << 64n) - 1n;
/** `__WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL`; their absence is how a libc knows a terminal. */
const SEEK_RIGHTS = (1n << 2n) | (1n << 5n);

/** `__wasi_eventfdflags_t`, to which wasix-libc adds a descriptor flag. */
const SEMAPHORE = 1;

/** Size of a `__wasi_dirent_t` without the name that follows it. */
const DIRECTORY_ENTRY_SIZE = 24;

function isNonblocking(descriptor: Descriptor): boolean {
  return (descriptor.flags & DescriptorFlag.nonblock) !== 0;
}

/** Stores a count that is known now or after a wait. */
function storeCount(
  thread: CallingThread,
  address: number,
  count: number | Promise<number>,
): void | Promise<void> {
  if (typeof count === 'number') return thread.memory.setUint32(address, count);
  return count.then(value => thread.memory.setUint32(address, value));
}

function seekOffset(offset: bigint): number {
  return offset < 0n ? -position(-offset) : position(offset);
}

function position(offset: bigint): number {
  if (offset < 0n || offset > BigInt(Number.MAX_SAFE_INTEGER)) throw systemError('EINVAL');
  return Number(offset);
}

/** `fd_filestat_get` for the `__wasi_filestat_t` of a version of WASI. */
export function filestatGet(write: typeof writeFileStat): Syscall {
  return syscall(['fd: fd', 'filestat: pointer'], (thread, fd, address) =>
    write(thread.memory, address, thread.process.descriptors.get(fd).stat()),
  );
}

/** `fd_seek` for a version of WASI. @param order what `__wasi_whence_t` counts. */
export function seek(order: readonly Whence[]): Syscall {
  return syscall(
    ['fd: fd', 'offset: s64', 'whence: u32', 'position: pointer'],
    (thread, fd, offset, number, address) => {
      const whence = order[number];
      if (whence === undefined) throw systemError('EINVAL');
      const moved = thread.process.descriptors.get(fd).seek(seekOffset(offset), whence);
      thread.memory.setBigUint64(address, BigInt(moved));
    },
  );
}

/** What is done with open descriptors, in the first module of WASI. */
export const descriptorCalls: SyscallFamily = {
  fd_advise: partial(
    'the advice is taken, and changes nothing',
    syscall(['fd: fd', 'offset: u64', 'length: u64', 'advice: u32'], (thread, fd) => {
      thread.process.descriptors.get(fd);
    }),
  ),

  fd_allocate: partial(
    'makes the file longer, but reserves no room on the disk for it',
    syscall(['fd: fd', 'offset: u64', 'length: u64'], (thread, fd, offset, length) => {
      const descriptor = thread.process.descriptors.get(fd);
      const end = position(offset) + position(length);
      if (length === 0n || end > Number.MAX_SAFE_INTEGER) throw systemError('EINVAL');
      if (end > Number(descriptor.stat().size)) descriptor.setSize(end);
    }),
  ),

  fd_close: syscall(['fd: fd'], (thread, fd) => thread.process.descriptors.close(fd)),

  fd_datasync: syscall(['fd: fd'], (thread, fd) => thread.process.descriptors.get(fd).sync()),

  fd_sync: syscall(['fd: fd'], (thread, fd) => thread.process.descriptors.get(fd).sync()),

  fd_fdstat_get: syscall(['fd: fd', 'fdstat: pointer'], (thread, fd, address) => {
    const descriptor = thread.process.directory(fd);
    const missing = descriptor.missingRights | (descriptor.isTerminal ? SEEK_RIGHTS : 0n);
    thread.memory.setUint16(address, descriptor.type);
    thread.memory.setUint16(address + 2, descriptor.flags);
    thread.memory.setUint32(address + 4, 0);
    thread.memory.setBigUint64(address + 8, ALL_RIGHTS & ~missing);
    thread.memory.setBigUint64(address + 16, ALL_RIGHTS);
  }),

  fd_fdstat_set_flags: partial(
    'append and nonblock have effect; to write through to the disk takes fsync',
    syscall(['fd: fd', 'flags: u32'], (thread, fd, flags) => {
      thread.process.descriptors.get(fd).setFlags(flags);
    }),
  ),

  fd_fdstat_set_rights: partial(
    'every descriptor keeps all its rights: what a mount grants decides',
    syscall(['fd: fd', 'base: u64', 'inheriting: u64'], (thread, fd) => {
      thread.process.descriptors.get(fd);
    }),
  ),

  fd_filestat_get: filestatGet(writeFileStat),

  fd_filestat_set_size: syscall(['fd: fd', 'size: u64'], (thread, fd, size) =>
    thread.process.descriptors.get(fd).setSize(position(size)),
  ),

  fd_filestat_set_times: syscall(
    ['fd: fd', 'accessed: u64', 'modified: u64', 'flags: u32'],
    (thread, fd, accessed, modified, flags) => {
      const descriptor = thread.process.descriptors.get(fd);
      if (descriptor.isReadOnly) throw systemError('EROFS');
      descriptor.setTimes(parseTimes(accessed, modified, flags));
    },
  ),

  fd_pread: syscall(
    ['fd: fd', 'vectors: pointer', 'count: size', 'offset: u64', 'read: pointer'],
    (thread, fd, vectors, count, offset, read) => {
      const buffers = thread.memory.readVectors(vectors, count);
      const descriptor = thread.process.descriptors.get(fd);
      const length = descriptor.readAt(buffers, position(offset));
      thread.memory.filled(buffers, length);
      thread.memory.setUint32(read, length);
    },
  ),

  fd_pwrite: syscall(
    ['fd: fd', 'vectors: pointer', 'count: size', 'offset: u64', 'written: pointer'],
    (thread, fd, vectors, count, offset, written) => {
      const buffers = thread.memory.readVectors(vectors, count);
      const descriptor = thread.process.descriptors.get(fd);
      thread.memory.setUint32(written, descriptor.writeAt(buffers, position(offset)));
    },
  ),

  fd_read: suspendingSyscall(
    ['fd: fd', 'vectors: pointer', 'count: size', 'read: pointer'],
    (thread, fd, vectors, count, read) => {
      const descriptor = thread.process.descriptors.get(fd);
      const result = thread.block(descriptor, isNonblocking(descriptor), () => {
        const buffers = thread.memory.readVectors(vectors, count);
        const length = descriptor.read(buffers);
        thread.memory.filled(buffers, length);
        return length;
      });
      return storeCount(thread, read, result);
    },
  ),

  fd_write: suspendingSyscall(
    ['fd: fd', 'vectors: pointer', 'count: size', 'written: pointer'],
    (thread, fd, vectors, count, written) => {
      const descriptor = thread.process.descriptors.get(fd);
      const result = orBrokenPipe(thread, () =>
        thread.block(descriptor, isNonblocking(descriptor), () =>
          descriptor.write(thread.memory.readVectors(vectors, count)),
        ),
      );
      return storeCount(thread, written, result);
    },
  ),

  fd_prestat_get: syscall(['fd: fd', 'prestat: pointer'], (thread, fd, address) => {
    const path = thread.process.directory(fd).preopenedAs;
    // A libc asks for 3, 4, 5, … until it is told EBADF.
    if (path === undefined) throw systemError('EBADF');
    thread.memory.setUint32(address, 0);
    thread.memory.setUint32(address + 4, encodeText(path).length);
  }),

  fd_prestat_dir_name: syscall(
    ['fd: fd', 'path: pointer', 'length: size'],
    (thread, fd, address, length) => {
      const path = thread.process.directory(fd).preopenedAs;
      if (path === undefined) throw systemError('EBADF');
      const bytes = encodeText(path);
      if (bytes.length > length) throw systemError('ENAMETOOLONG');
      thread.memory.write(address, bytes);
    },
  ),

  fd_readdir: syscall(
    ['fd: fd', 'buffer: pointer', 'length: size', 'cookie: u64', 'used: pointer'],
    (thread, fd, buffer, length, cookie, used) => {
      const entries = thread.process.descriptors.get(fd).list(cookie === 0n);
      let offset = 0;
      for (let index = Number(cookie); index < entries.length && offset < length; index++) {
        const { name, type, inode } = entries[index] as (typeof entries)[number];
        const bytes = encodeText(name);
        const entry = new Uint8Array(DIRECTORY_ENTRY_SIZE + bytes.length);
        const view = new DataView(entry.buffer);
        view.setBigUint64(0, BigInt(index + 1), true);
        view.setBigUint64(8, inode, true);
        view.setUint32(16, bytes.length, true);
        view.setUint8(20, type);
        entry.set(bytes, DIRECTORY_ENTRY_SIZE);
        const part = entry.subarray(0, length - offset);
        thread.memory.write(buffer + offset, part);
        offset += part.length;
      }
      thread.memory.setUint32(used, offset);
    },
  ),

  fd_renumber: partial(
    'the first descriptor stays open: wasix-libc makes dup2 of it',
    syscall(['from: fd', 'to: fd'], (thread, from, to) =>
      thread.process.descriptors.duplicateTo(from, to),
    ),
  ),

  fd_seek: seek([Whence.set, Whence.current, Whence.end]),

  fd_tell: syscall(['fd: fd', 'position: pointer'], (thread, fd, address) => {
    const descriptor = thread.process.descriptors.get(fd);
    thread.memory.setBigUint64(address, BigInt(descriptor.seek(0, Whence.current)));
  }),
};

/** Duplicates, per-descriptor flags, events and pipes, in WASIX. */
export const wasixDescriptorCalls: SyscallFamily = {
  fd_fdflags_get: syscall(['fd: fd', 'flags: pointer'], (thread, fd, address) =>
    thread.memory.setUint16(address, thread.process.descriptors.getExtendedFlags(fd)),
  ),

  fd_fdflags_set: syscall(['fd: fd', 'flags: u32'], (thread, fd, flags) =>
    thread.process.descriptors.setExtendedFlags(fd, flags),
  ),

  fd_dup: syscall(['fd: fd', 'duplicate: pointer'], (thread, fd, address) =>
    thread.memory.setUint32(address, thread.process.descriptors.duplicate(fd)),
  ),

  fd_dup2: syscall(
    ['fd: fd', 'minimum: u32', 'closeOnExec: u32', 'duplicate: pointer'],
    (thread, fd, minimum, closeOnExec, address) => {
      const flags = closeOnExec === 0 ? 0 : CLOSE_ON_EXEC;
      const duplicate = thread.process.descriptors.duplicate(fd, minimum, flags);
      thread.memory.setUint32(address, duplicate);
    },
  ),

  fd_event: syscall(
    ['count: u64', 'flags: u32', 'event: pointer'],
    (thread, count, flags, address) => {
      const event = new EventCounter(count, (flags & SEMAPHORE) !== 0);
      event.flags = flags & DescriptorFlag.nonblock;
      thread.memory.setUint32(address, thread.process.descriptors.add(event));
    },
  ),

  fd_pipe: syscall(
    ['reader: pointer', 'writer: pointer'],
    (thread, readerAddress, writerAddress) => {
      const { reader, writer } = createPipe();
      thread.memory.setUint32(readerAddress, thread.process.descriptors.add(reader));
      thread.memory.setUint32(writerAddress, thread.process.descriptors.add(writer));
    },
  ),
};
