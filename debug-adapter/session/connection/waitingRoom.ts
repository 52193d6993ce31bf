import type { Socket } from 'node:net';

/** How long a client may take to show the token, in milliseconds. */
export const ADMISSION_PATIENCE = 60_000;

/** How many connections can be waiting at a time. */
export const MOST_WAITING = 32;

/** How much of what it is answered a client may leave unread, in bytes. */
const MOST_UNREAD = 1024 * 1024;

/**
 * The connections whose clients have not shown the token. They get little of this process:
 * there are only so many, the oldest has to go for one more, and none may stay for long.
 */
export class WaitingRoom {
  readonly #leave = new Map<Socket, () => void>();

  /** @param onTooLate called when a client has taken too long. */
  enter(socket: Socket, onTooLate: () => void): void {
    const timer = setTimeout(onTooLate, ADMISSION_PATIENCE).unref();
    const limitUnread = (): void => {
      if (socket.writableLength > MOST_UNREAD) socket.destroy();
    };
    const leave = (): void => this.leave(socket);
    socket.on('data', limitUnread);
    socket.once('close', leave);
    this.#leave.set(socket, () => {
      clearTimeout(timer);
      socket.off('data', limitUnread).off('close', leave);
    });
    const [oldest] = this.#leave.keys();
    if (this.#leave.size > MOST_WAITING) this.#turnOut(oldest as Socket);
  }

  /** The client is known, or gone. */
  leave(socket: Socket): void {
    this.#leave.get(socket)?.();
    this.#leave.delete(socket);
  }

  /** Ends all connections that are waiting. */
  close(): void {
    for (const socket of this.#leave.keys()) this.#turnOut(socket);
  }

  #turnOut(socket: Socket): void {
    this.leave(socket);
    socket.destroy();
  }
}
