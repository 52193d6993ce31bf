import type { GuestWorker, GuestWorkerOptions } from '../../runtime/node/guestWorker.ts';

/** A terminal for a program to run on. */
export interface Foreground {
  readonly terminals: NonNullable<GuestWorkerOptions['terminals']>;
  /** Connects a guest that is about to run: its input, its signals. */
  connect(guest: GuestWorker): void;
  /** Shows what the program prints. */
  print(stream: 'stdout' | 'stderr', text: string): void;
}
