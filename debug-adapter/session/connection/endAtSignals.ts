import os from 'node:os';

/** How shells report a program that died by a signal: 128 and the signal's number. */
const SIGNAL_EXIT_BASE = 128;

/** Ends by signals as by itself: what lasts as long as this process is removed when it exits. */
export function endAtSignals(): void {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => process.exit(SIGNAL_EXIT_BASE + os.constants.signals[signal]));
  }
}
