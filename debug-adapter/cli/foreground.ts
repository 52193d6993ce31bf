import fs from 'node:fs';
import tty from 'node:tty';
import { isJspiAvailable } from '../runtime/jspi.ts';
import { GuestWorker, type GuestWorkerOptions } from '../runtime/node/guestWorker.ts';
import { OwnThread } from '../runtime/node/ownThread.ts';
import { ForegroundInput } from './foregroundInput.ts';
import { exitCodeOf, ForwardedSignals } from './forwardedSignals.ts';

type ForegroundOptions = Omit<GuestWorkerOptions, 'output' | 'terminals'>;

/**
 * Runs a guest in this thread, on this process's own terminal: one that lets the event loop turn, as
 * Python does. It starts sooner than in a thread of its own.
 *
 * @param onStart gets the guest before it runs.
 * @returns a promise of the exit code for this process.
 */
export function runHere(
  options: ForegroundOptions,
  onStart?: (guest: GuestWorker) => void,
): Promise<number> {
  // Switched on for workers alone where it is behind a flag.
  if (!isJspiAvailable()) return runInForeground(options, onStart);
  return runInForeground({ ...options, place: new OwnThread(options) }, onStart);
}

/**
 * Runs a guest on this process's own terminal: its streams, its signals.
 *
 * @returns a promise of the exit code for this process.
 */
export function runInForeground(
  options: ForegroundOptions,
  onStart?: (guest: GuestWorker) => void,
): Promise<number> {
  const guest = new GuestWorker({ ...options, output: 'inherit', terminals: ownTerminals() });
  onStart?.(guest);
  guest.on('trace', line => console.error(line));
  return connectForeground(guest, options);
}

/** Which of this process's standard streams are terminals. */
export function ownTerminals(): NonNullable<GuestWorkerOptions['terminals']> {
  return { stdin: isTerminal(0), stdout: isTerminal(1), stderr: isTerminal(2) };
}

function isTerminal(fd: number): boolean {
  try {
    // Of what is no such device the answer is known without what Node has for terminals.
    return fs.fstatSync(fd).isCharacterDevice() && tty.isatty(fd);
  } catch {
    return false;
  }
}

/**
 * Connects a guest to this process: its input, its signals, its window.
 *
 * @returns a promise of the exit code for this process.
 */
export function connectForeground(
  guest: GuestWorker,
  { isTraced = false, place }: Pick<GuestWorkerOptions, 'isTraced' | 'place'> = {},
): Promise<number> {
  guest.on('warning', sentence => console.error(`wasix-python: ${sentence}`));
  const input = new ForegroundInput(guest);
  const stopFollowing = followWindowSize(guest);
  const ended = Promise.withResolvers<number>();
  const signals = new ForwardedSignals(guest, exitCode => {
    ended.resolve(exitCode);
    void guest.terminate();
  });
  if (place?.isOwn) signals.followGuest();
  else signals.forwardAll();
  guest.on('ended', end => {
    input.close();
    stopFollowing();
    signals.stop();
    if (end.kind === 'exited') return ended.resolve(end.code);
    // By a debug client, which asked for it.
    if (end.kind === 'terminated') return ended.resolve(exitCodeOf('SIGTERM'));
    if (end.kind === 'unrecorded') {
      console.error(`wasix-python: ${end.reason}`);
      return ended.resolve(1);
    }
    console.error(`wasix-python: the program crashed: ${end.reason}`);
    if (isTraced) console.error(end.stack);
    ended.resolve(exitCodeOf('SIGABRT'));
  });
  return ended.promise;
}

/** @returns what ends it. */
function followWindowSize(guest: GuestWorker): () => void {
  if (!isTerminal(1)) return () => {};
  const { stdout } = process;
  const tell = (): void => guest.resizeTerminal(stdout.columns, stdout.rows);
  tell();
  stdout.on('resize', tell);
  return () => stdout.off('resize', tell);
}
