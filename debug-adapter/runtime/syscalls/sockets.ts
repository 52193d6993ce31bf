import { type Descriptor, DescriptorFlag } from '../descriptors/descriptor.ts';
import { createSocketPair, isSocket, type Socket } from '../descriptors/socketPair.ts';
import { systemError } from '../errno.ts';
import type { GuestThread } from '../thread.ts';
import { type SyscallFamily, suspendingSyscall, syscall } from './syscall.ts';

/** `__wasi_sock_type_t`. */
const STREAM = 1;

/** `__wasi_riflags_t`. */
const ReceiveFlag = { peek: 1, waitForAll: 2, doNotWait: 8 } as const;

/** `__wasi_sdflags_t`. */
const ShutdownFlag = { reception: 1, sending: 2 } as const;

function socketOf(thread: GuestThread, fd: number): Socket {
  const descriptor = thread.process.descriptors.get(fd);
  if (!isSocket(descriptor)) throw systemError('ENOTSOCK');
  return descriptor;
}

function mayWait({ flags }: Descriptor): boolean {
  return (flags & DescriptorFlag.nonblock) === 0;
}

/** Sockets, in the first module of WASI. */
export const socketCalls: SyscallFamily = {
  sock_recv: suspendingSyscall(
    [
      ...['fd: fd', 'vectors: pointer', 'count: size', 'flags: u32'],
      ...['received: pointer', 'outputFlags: pointer'],
    ] as const,
    async (thread, fd, vectors, count, flags, received, outputFlags) => {
      const socket = socketOf(thread, fd);
      if ((flags & (ReceiveFlag.peek | ReceiveFlag.waitForAll)) !== 0) throw systemError('ENOTSUP');
      const waits = mayWait(socket) && (flags & ReceiveFlag.doNotWait) === 0;
      const buffers = thread.memory.readVectors(vectors, count);
      const length = await thread.block(socket, !waits, () => socket.read(buffers));
      thread.memory.setUint32(received, length);
      thread.memory.setUint16(outputFlags, 0);
    },
  ),

  sock_send: suspendingSyscall(
    ['fd: fd', 'vectors: pointer', 'count: size', 'flags: u32', 'sent: pointer'],
    async (thread, fd, vectors, count, _flags, sent) => {
      const socket = socketOf(thread, fd);
      const buffers = thread.memory.readVectors(vectors, count);
      const length = await thread.block(socket, !mayWait(socket), () => socket.write(buffers));
      thread.memory.setUint32(sent, length);
    },
  ),

  sock_shutdown: syscall(['fd: fd', 'how: u32'], (thread, fd, how) =>
    socketOf(thread, fd).shutDown(
      (how & ShutdownFlag.reception) !== 0,
      (how & ShutdownFlag.sending) !== 0,
    ),
  ),
};

/** Sockets, in WASIX: so far those of a pair, which need no network. */
export const wasixSocketCalls: SyscallFamily = {
  sock_pair: syscall(
    ['family: u32', 'type: u32', 'protocol: u32', 'first: pointer', 'second: pointer'],
    (thread, _family, type, _protocol, firstAddress, secondAddress) => {
      if (type !== STREAM) throw systemError('ENOTSUP');
      const { descriptors } = thread.process;
      const [first, second] = createSocketPair().map(socket => descriptors.add(socket));
      thread.memory.setUint32(firstAddress, first as number);
      thread.memory.setUint32(secondAddress, second as number);
    },
  ),
};
