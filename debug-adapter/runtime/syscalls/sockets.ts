import type { CallingThread } from '../callingThread.ts';
import { type Descriptor, DescriptorFlag, FileType } from '../descriptors/descriptor.ts';
import { systemError } from '../errno.ts';
import { AddressFamily, type InternetFamily } from '../network/address.ts';
import type { Network } from '../network/network.ts';
import { Socket, SocketOption, SocketType } from '../network/socket.ts';
import { createSocketPair } from '../network/socketPair.ts';
import { orBrokenPipe } from './brokenPipe.ts';
import { NANOSECONDS_PER_MILLISECOND } from './clocks.ts';
import { readAddress, writeAddress, writeHost } from './socketAddresses.ts';
import { absent, partial, type SyscallFamily, suspendingSyscall, syscall } from './syscall.ts';

/** `__wasi_riflags_t`. */
const ReceiveFlag = { peek: 1, waitForAll: 2, doNotWait: 8 } as const;

/** `__wasi_roflags_t`. */
const DATA_TRUNCATED = 1;

/** `__wasi_siflags_t`. */
const SEND_WITHOUT_WAITING = 1;

/** `__wasi_sdflags_t`. */
const ShutdownFlag = { reception: 1, sending: 2 } as const;

/** How much of a file is read at once to be sent, in bytes. */
const FILE_CHUNK = 1 << 16;

/** The size of a `__wasi_addr_ip_t`. */
const HOST_SIZE = 18;

export function socketOf(thread: CallingThread, fd: number): Socket {
  const descriptor = thread.process.descriptors.get(fd);
  if (!(descriptor instanceof Socket)) throw systemError('ENOTSOCK');
  return descriptor;
}

function networkOf(thread: CallingThread): Network {
  const { network } = thread.process;
  if (network === undefined) throw systemError('EACCES');
  return network;
}

function isNonblocking({ flags }: Descriptor): boolean {
  return (flags & DescriptorFlag.nonblock) !== 0;
}

/** How long an operation waits at most, in milliseconds. */
function timeoutOf(socket: Socket, option: number): number {
  const nanoseconds = socket.options.get(option);
  return nanoseconds === undefined
    ? Number.POSITIVE_INFINITY
    : nanoseconds / NANOSECONDS_PER_MILLISECOND;
}

async function receive(
  thread: CallingThread,
  fd: number,
  vectors: number,
  count: number,
  flags: number,
  results: { length: number; flags: number; from?: number },
): Promise<void> {
  const socket = socketOf(thread, fd);
  const { memory } = thread;
  const isPeek = (flags & ReceiveFlag.peek) !== 0;
  const doesNotWait = isNonblocking(socket) || (flags & ReceiveFlag.doNotWait) !== 0;
  const timeout = timeoutOf(socket, SocketOption.receiveTimeout);
  const once = (buffers: Uint8Array[]) =>
    thread.block(
      socket,
      doesNotWait,
      () => {
        const received = socket.receive(buffers, isPeek);
        memory.filled(buffers, received.length);
        return received;
      },
      timeout,
    );
  const buffers = memory.readVectors(vectors, count);
  const first = await once(buffers);
  let { length } = first;
  const fillsUp = (flags & ReceiveFlag.waitForAll) !== 0 && socket.type === FileType.streamSocket;
  while (fillsUp && !isPeek && !doesNotWait && length > 0) {
    const rest = after(buffers, length);
    if (rest.length === 0) break;
    const more = await once(rest);
    if (more.length === 0) break;
    length += more.length;
  }
  memory.setUint32(results.length, length);
  memory.setUint16(results.flags, first.isTruncated ? DATA_TRUNCATED : 0);
  if (results.from !== undefined) writeAddress(memory, results.from, socket.family, first.from);
}

/** What is left of `buffers` when so many of their bytes are filled. */
function after(buffers: Uint8Array[], filled: number): Uint8Array[] {
  let left = filled;
  return buffers.flatMap(buffer => {
    const rest = buffer.subarray(left);
    left -= buffer.length - rest.length;
    return rest.length > 0 ? [rest] : [];
  });
}

async function accept(
  thread: CallingThread,
  fd: number,
  flags: number,
  accepted: number,
): Promise<Socket> {
  const listener = socketOf(thread, fd);
  const socket = await thread.block(listener, isNonblocking(listener), () => listener.accept());
  socket.flags = flags;
  thread.memory.setUint32(accepted, thread.process.descriptors.add(socket));
  return socket;
}

function doesNotWait(socket: Socket, flags: number): boolean {
  return isNonblocking(socket) || (flags & SEND_WITHOUT_WAITING) !== 0;
}

const NO_GROUPS = 'sockets join no multicast groups: nothing in wasix-libc makes them';

/** Sockets, in the first module of WASI. */
export const socketCalls: SyscallFamily = {
  sock_accept: suspendingSyscall(
    ['fd: fd', 'flags: u32', 'accepted: pointer'],
    async (thread, fd, flags, accepted) => {
      await accept(thread, fd, flags, accepted);
    },
  ),

  sock_recv: suspendingSyscall(
    [
      ...['fd: fd', 'vectors: pointer', 'count: size', 'flags: u32'],
      ...['received: pointer', 'outputFlags: pointer'],
    ] as const,
    (thread, fd, vectors, count, flags, received, outputFlags) =>
      receive(thread, fd, vectors, count, flags, { length: received, flags: outputFlags }),
  ),

  sock_send: suspendingSyscall(
    ['fd: fd', 'vectors: pointer', 'count: size', 'flags: u32', 'sent: pointer'],
    async (thread, fd, vectors, count, flags, sent) => {
      const socket = socketOf(thread, fd);
      const length = await orBrokenPipe(thread, () =>
        thread.block(
          socket,
          doesNotWait(socket, flags),
          () => socket.send(thread.memory.readVectors(vectors, count)),
          timeoutOf(socket, SocketOption.sendTimeout),
        ),
      );
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

/** Sockets and names of hosts, in WASIX. */
export const wasixSocketCalls: SyscallFamily = {
  ...absent({
    sock_join_multicast_v4: NO_GROUPS,
    sock_join_multicast_v6: NO_GROUPS,
    sock_leave_multicast_v4: NO_GROUPS,
    sock_leave_multicast_v6: NO_GROUPS,
    sock_status: 'nothing in wasix-libc asks for it: poll and SO_ERROR tell the same',
  }),

  sock_open: partial(
    'opens TCP and UDP, over IPv4 and IPv6; no Unix sockets with a path, no raw ones',
    syscall(
      ['family: u32', 'type: u32', 'protocol: u32', 'fd: pointer'],
      (thread, family, type, protocol, address) => {
        if (family !== AddressFamily.ipv4 && family !== AddressFamily.ipv6) {
          throw systemError('EAFNOSUPPORT');
        }
        const socket = openSocket(networkOf(thread), family, type);
        socket.options.set(SocketOption.protocol, protocol);
        thread.memory.setUint32(address, thread.process.descriptors.add(socket));
      },
    ),
  ),

  sock_pair: partial(
    'pairs of streams; none of datagrams',
    syscall(
      ['family: u32', 'type: u32', 'protocol: u32', 'first: pointer', 'second: pointer'],
      (thread, _family, type, _protocol, firstAddress, secondAddress) => {
        if (type !== SocketType.stream) throw systemError('EPROTONOSUPPORT');
        const { descriptors } = thread.process;
        const [first, second] = createSocketPair();
        thread.memory.setUint32(firstAddress, descriptors.add(first));
        thread.memory.setUint32(secondAddress, descriptors.add(second));
      },
    ),
  ),

  sock_bind: suspendingSyscall(['fd: fd', 'address: pointer'], (thread, fd, address) =>
    networkOf(thread).bind(socketOf(thread, fd), readAddress(thread.memory, address)),
  ),

  sock_listen: suspendingSyscall(['fd: fd', 'backlog: u32'], (thread, fd) =>
    networkOf(thread).listen(socketOf(thread, fd)),
  ),

  sock_accept_v2: suspendingSyscall(
    ['fd: fd', 'flags: u32', 'accepted: pointer', 'peer: pointer'],
    async (thread, fd, flags, accepted, peer) => {
      const socket = await accept(thread, fd, flags, accepted);
      writeAddress(thread.memory, peer, socket.family, peerOf(socket));
    },
  ),

  sock_connect: suspendingSyscall(['fd: fd', 'address: pointer'], async (thread, fd, address) => {
    const socket = socketOf(thread, fd);
    try {
      await networkOf(thread).connect(socket, readAddress(thread.memory, address));
    } catch (error) {
      if (error !== systemError('EINPROGRESS') || isNonblocking(socket)) throw error;
      await thread.block(socket, false, () => socket.finishConnecting());
    }
  }),

  sock_recv_from: suspendingSyscall(
    [
      ...['fd: fd', 'vectors: pointer', 'count: size', 'flags: u32'],
      ...['received: pointer', 'outputFlags: pointer', 'from: pointer'],
    ] as const,
    (thread, fd, vectors, count, flags, received, outputFlags, from) =>
      receive(thread, fd, vectors, count, flags, { length: received, flags: outputFlags, from }),
  ),

  sock_send_to: suspendingSyscall(
    [
      ...['fd: fd', 'vectors: pointer', 'count: size', 'flags: u32'],
      ...['to: pointer', 'sent: pointer'],
    ] as const,
    async (thread, fd, vectors, count, flags, to, sent) => {
      const socket = socketOf(thread, fd);
      const buffers = thread.memory.readVectors(vectors, count);
      const length =
        socket.type === FileType.datagramSocket
          ? await networkOf(thread).sendTo(socket, buffers, readAddress(thread.memory, to))
          : await thread.block(socket, doesNotWait(socket, flags), () => socket.send(buffers));
      thread.memory.setUint32(sent, length);
    },
  ),

  sock_send_file: suspendingSyscall(
    ['fd: fd', 'file: fd', 'offset: u64', 'count: u64', 'sent: pointer'],
    async (thread, fd, file, offset, count, sent) => {
      const socket = socketOf(thread, fd);
      const source = thread.process.descriptors.get(file);
      const length = Math.min(Number(count), FILE_CHUNK);
      const chunk = new Uint8Array(length);
      const bytes = chunk.subarray(0, source.readAt([chunk], Number(offset)));
      const taken =
        bytes.length === 0
          ? 0
          : await thread.block(socket, isNonblocking(socket), () => socket.send([bytes]));
      thread.memory.setBigUint64(sent, BigInt(taken));
    },
  ),

  sock_addr_local: syscall(['fd: fd', 'address: pointer'], (thread, fd, address) => {
    const socket = socketOf(thread, fd);
    writeAddress(thread.memory, address, socket.family, socket.localAddress);
  }),

  sock_addr_peer: syscall(['fd: fd', 'address: pointer'], (thread, fd, address) => {
    const socket = socketOf(thread, fd);
    writeAddress(thread.memory, address, socket.family, socket.peerAddress);
  }),

  resolve: suspendingSyscall(
    ['host: string', 'port: u32', 'addresses: pointer', 'room: size', 'count: pointer'],
    async (thread, host, _port, addresses, room, count) => {
      const found = (await networkOf(thread).resolve(host)).slice(0, room);
      if (found.length === 0) throw systemError('ENOENT');
      for (const [index, address] of found.entries()) {
        writeHost(thread.memory, addresses + HOST_SIZE * index, address);
      }
      thread.memory.setUint32(count, found.length);
    },
  ),
};

function openSocket(network: Network, family: InternetFamily, type: number): Socket {
  if (type === SocketType.stream) return network.openStream(family);
  if (type === SocketType.datagram) return network.openDatagram(family);
  throw systemError('EPROTONOSUPPORT');
}

/** The peer of a connection, which may be gone already. */
function peerOf(socket: Socket): Socket['peerAddress'] {
  try {
    return socket.peerAddress;
  } catch {
    return undefined;
  }
}
