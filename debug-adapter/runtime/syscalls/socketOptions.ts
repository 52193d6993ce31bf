import { systemError } from '../errno.ts';
import { type Socket, SocketOption } from '../network/socket.ts';
import { socketOf } from './sockets.ts';
import { partial, type SyscallFamily, syscall } from './syscall.ts';

/** `__wasi_option_t`. */
const OPTION_SOME = 1;

/** What Linux says of a socket whose buffers nobody has set, in bytes. */
const USUAL_BUFFER_SIZE = 1 << 17;

/** What an option is when nobody has set it. */
const DEFAULTS: Readonly<Record<number, number>> = {
  [SocketOption.receiveBufferSize]: USUAL_BUFFER_SIZE,
  [SocketOption.sendBufferSize]: USUAL_BUFFER_SIZE,
  [SocketOption.timeToLive]: 64,
  [SocketOption.multicastTimeToLiveIpv4]: 1,
  [SocketOption.multicastLoopIpv4]: 1,
  [SocketOption.multicastLoopIpv6]: 1,
};

/** Those that can be asked for, but not set. */
const READ_ONLY: ReadonlySet<number> = new Set([
  SocketOption.listening,
  SocketOption.lastError,
  SocketOption.type,
  SocketOption.protocol,
]);

const KNOWN: ReadonlySet<number> = new Set(Object.values(SocketOption));

function setOption(socket: Socket, option: number, value: number | undefined): void {
  if (!KNOWN.has(option) || READ_ONLY.has(option)) throw systemError('ENOPROTOOPT');
  if (value === undefined) socket.options.delete(option);
  else socket.options.set(option, value);
  socket.applyOption(option);
}

function getOption(socket: Socket, option: number): number {
  if (!KNOWN.has(option)) throw systemError('ENOPROTOOPT');
  if (option === SocketOption.lastError) return socket.takeError()?.errno ?? 0;
  if (option === SocketOption.listening) return Number(socket.isListening);
  return socket.options.get(option) ?? DEFAULTS[option] ?? 0;
}

const KEPT = 'every option is kept and told; those that Node cannot set change nothing';

/** `getsockopt` and `setsockopt`, by the kind of their value. */
export const socketOptionCalls: SyscallFamily = {
  sock_set_opt_flag: partial(
    KEPT,
    syscall(['fd: fd', 'option: u32', 'flag: u32'], (thread, fd, option, flag) =>
      setOption(socketOf(thread, fd), option, flag === 0 ? 0 : 1),
    ),
  ),

  sock_get_opt_flag: syscall(
    ['fd: fd', 'option: u32', 'flag: pointer'],
    (thread, fd, option, flag) =>
      thread.memory.setUint8(flag, getOption(socketOf(thread, fd), option) === 0 ? 0 : 1),
  ),

  sock_set_opt_size: partial(
    KEPT,
    syscall(['fd: fd', 'option: u32', 'size: u64'], (thread, fd, option, size) =>
      setOption(socketOf(thread, fd), option, Number(size)),
    ),
  ),

  sock_get_opt_size: syscall(
    ['fd: fd', 'option: u32', 'size: pointer'],
    (thread, fd, option, size) =>
      thread.memory.setBigUint64(size, BigInt(getOption(socketOf(thread, fd), option))),
  ),

  // A time is a `__wasi_option_timestamp_t`: whether there is one, and its nanoseconds.
  sock_set_opt_time: syscall(
    ['fd: fd', 'option: u32', 'time: pointer'],
    (thread, fd, option, time) => {
      const hasTime = thread.memory.getUint8(time) === OPTION_SOME;
      const value = hasTime ? Number(thread.memory.getBigUint64(time + 8)) : undefined;
      setOption(socketOf(thread, fd), option, value);
    },
  ),

  sock_get_opt_time: syscall(
    ['fd: fd', 'option: u32', 'time: pointer'],
    (thread, fd, option, time) => {
      const socket = socketOf(thread, fd);
      const value = getOption(socket, option);
      thread.memory.setUint8(time, socket.options.has(option) ? OPTION_SOME : 0);
      thread.memory.setBigUint64(time + 8, BigInt(value));
    },
  ),
};
