/**
 * The error numbers of WASI (`errno` in `wasi_snapshot_preview1`, with the same
 * values in `wasix_32v1`), and the exception that carries one to the guest.
 */

/** WASI error numbers by their POSIX names. */
export const Errno = {
  E2BIG: 1,
  EACCES: 2,
  EADDRINUSE: 3,
  EADDRNOTAVAIL: 4,
  EAFNOSUPPORT: 5,
  EAGAIN: 6,
  EALREADY: 7,
  EBADF: 8,
  EBADMSG: 9,
  EBUSY: 10,
  ECANCELED: 11,
  ECHILD: 12,
  ECONNABORTED: 13,
  ECONNREFUSED: 14,
  ECONNRESET: 15,
  EDEADLK: 16,
  EDESTADDRREQ: 17,
  EDOM: 18,
  EDQUOT: 19,
  EEXIST: 20,
  EFAULT: 21,
  EFBIG: 22,
  EHOSTUNREACH: 23,
  EIDRM: 24,
  EILSEQ: 25,
  EINPROGRESS: 26,
  EINTR: 27,
  EINVAL: 28,
  EIO: 29,
  EISCONN: 30,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  EMLINK: 34,
  EMSGSIZE: 35,
  EMULTIHOP: 36,
  ENAMETOOLONG: 37,
  ENETDOWN: 38,
  ENETRESET: 39,
  ENETUNREACH: 40,
  ENFILE: 41,
  ENOBUFS: 42,
  ENODEV: 43,
  ENOENT: 44,
  ENOEXEC: 45,
  ENOLCK: 46,
  ENOLINK: 47,
  ENOMEM: 48,
  ENOMSG: 49,
  ENOPROTOOPT: 50,
  ENOSPC: 51,
  ENOSYS: 52,
  ENOTCONN: 53,
  ENOTDIR: 54,
  ENOTEMPTY: 55,
  ENOTRECOVERABLE: 56,
  ENOTSOCK: 57,
  ENOTSUP: 58,
  ENOTTY: 59,
  ENXIO: 60,
  EOVERFLOW: 61,
  EOWNERDEAD: 62,
  EPERM: 63,
  EPIPE: 64,
  EPROTO: 65,
  EPROTONOSUPPORT: 66,
  EPROTOTYPE: 67,
  ERANGE: 68,
  EROFS: 69,
  ESPIPE: 70,
  ESRCH: 71,
  ESTALE: 72,
  ETIMEDOUT: 73,
  ETXTBSY: 74,
  EXDEV: 75,
  ENOTCAPABLE: 76,
} as const;

export type ErrnoName = keyof typeof Errno;

/** The name of an error number, for logs: `ENOENT`, or the number when it has no name. */
export function errnoName(number: number): string {
  return Object.entries(Errno).find(([, value]) => value === number)?.[0] ?? `errno ${number}`;
}

/**
 * A system call that fails. Thrown anywhere below a syscall handler; the import
 * binding turns it into the error number that the guest sees.
 */
export class SystemError extends Error {
  readonly errno: number;

  constructor(name: ErrnoName) {
    super(name);
    this.errno = Errno[name];
  }
}

const instances = new Map<ErrnoName, SystemError>();

/**
 * The error to throw for `name`. Each name has one instance: a guest probes for
 * files that do not exist hundreds of times while it starts, and a stack trace
 * each would cost more than the call.
 */
export function systemError(name: ErrnoName): SystemError {
  let error = instances.get(name);
  if (error === undefined) {
    error = new SystemError(name);
    instances.set(name, error);
  }
  return error;
}
