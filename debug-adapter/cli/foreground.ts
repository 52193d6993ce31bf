import os from 'node:os';
import tty from 'node:tty';
import { GuestWorker, type GuestWorkerOptions } from '../runtime/node/guestWorker.ts';
import { ForegroundInput } from './foregroundInput.ts';

/** How shells report a program that died by a signal: 128 and the signal's number. */
const SIGNAL_EXIT_BASE = 128;

/**
 * Runs a guest on this process's own terminal: its streams, its signals.
 *
 * @returns a promise of the exit code for this process.
 */
export function runInForeground(
  options: Omit<GuestWorkerOptions, 'output' | 'terminals'>,
): Promise<number> {
  const guest = new GuestWorker({ ...options, output: 'inherit', terminals: ownTerminals() });
  guest.on('trace', line => console.error(line));
  return connectForeground(guest, options.isTraced);
}

/** Which of this process's standard streams are terminals. */
export function ownTerminals(): NonNullable<GuestWorkerOptions['terminals']> {
  return { stdin: tty.isatty(0), stdout: tty.isatty(1), stderr: tty.isatty(2) };
}

/**
 * Connects a guest to this process: its input, its signals, its window.
 *
 * @returns a promise of the exit code for this process.
 */
export function connectForeground(guest: GuestWorker, isTraced = false): Promise<number> {
  guest.on('warning', sentence => console.error(`wasix-python: ${sentence}`));
  const input = new ForegroundInput(guest);
  const stopFollowing = followWindowSize(guest);
  const ended = Promise.withResolvers<number>();
  const stopForwarding = forwardSignals(guest, exitCode => {
    ended.resolve(exitCode);
    void guest.terminate();
  });
  guest.on('ended', end => {
    input.close();
    stopFollowing();
    stopForwarding();
    if (end.kind === 'exited') return ended.resolve(end.code);
    // By a debug client, which asked for it.
    if (end.kind === 'terminated') return ended.resolve(exitCodeOf('SIGTERM'));
    console.error(`wasix-python: the program crashed: ${end.reason}`);
    if (isTraced) console.error(end.stack);
    ended.resolve(exitCodeOf('SIGABRT'));
  });
  return ended.promise;
}

function exitCodeOf(signal: NodeJS.Signals): number {
  return SIGNAL_EXIT_BASE + os.constants.signals[signal];
}

/** @returns what ends it. */
function followWindowSize(guest: GuestWorker): () => void {
  const { stdout } = process;
  if (!stdout.isTTY) return () => {};
  const tell = (): void => guest.resizeTerminal(stdout.columns, stdout.rows);
  tell();
  stdout.on('resize', tell);
  return () => stdout.off('resize', tell);
}

/**
 * How long a guest may leave a request to end untaken, in milliseconds. One
 * that waits where signals do not reach it would otherwise never end.
 */
const ENDING_GRACE = 2000;

/**
 * A signal goes to the guest; the same again, while the guest has not taken the first, ends it.
 *
 * @returns what ends the forwarding.
 */
function forwardSignals(guest: GuestWorker, end: (exitCode: number) => void): () => void {
  const forwarders = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(name => {
    const number = os.constants.signals[name];
    const endUntaken = (): void => {
      if (guest.hasPendingSignals) end(SIGNAL_EXIT_BASE + number);
    };
    const forward = (): void => {
      endUntaken();
      guest.raise(number);
      if (name !== 'SIGINT') setTimeout(endUntaken, ENDING_GRACE).unref();
    };
    process.on(name, forward);
    return { name, forward };
  });
  return () => {
    for (const { name, forward } of forwarders) process.off(name, forward);
  };
}
