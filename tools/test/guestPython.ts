import type { MountSpecification } from '../../debug-adapter/runtime/node/guestMessages.ts';
import { GuestWorker } from '../../debug-adapter/runtime/node/guestWorker.ts';
import { findPython } from '../../debug-adapter/session/node/distribution.ts';
import { pythonGuest } from '../../debug-adapter/session/python/interpreter.ts';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';

/** What a run of Python left behind. */
export interface PythonRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How Python is run. */
export interface PythonOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Which Python; that of all tests, by default. */
  readonly version?: PythonVersion;
  /** Its current folder; `/tmp` by default. */
  readonly cwd?: string;
  /** After how many milliseconds without a word on standard output it is ended; never by default. */
  readonly patience?: number;
  /** Called with the guest before it runs. */
  readonly onStart?: (guest: GuestWorker) => void;
}

/** The exit code of a guest that did not come to its end, as shells report one that SIGABRT ended. */
const ABORTED = 134;

/** Runs WASIX Python with the given mounts and collects what it prints. */
export function runGuestPython(
  args: readonly string[],
  mounts: readonly MountSpecification[],
  { version, env = {}, cwd = '/tmp', patience, onStart }: PythonOptions = {},
): Promise<PythonRun> {
  const python = findPython(version);
  if (python === undefined) throw new Error('WASIX Python is not built: run `npm run setup`');
  const guest = new GuestWorker({
    ...pythonGuest(python, { args, env, cwd, mounts, network: 'loopback', packages: [] }),
    output: 'message',
  });
  onStart?.(guest);
  const text = { stdout: '', stderr: '' };
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const watchdog =
    patience === undefined
      ? undefined
      : setTimeout(() => {
          text.stderr += `ended after ${patience / 1000} s of silence\n`;
          void guest.terminate();
        }, patience);
  guest.on('output', (stream, bytes) => {
    text[stream] += decoders[stream].decode(bytes, { stream: true });
    if (stream === 'stdout') watchdog?.refresh();
  });
  guest.on('inputWanted', () => guest.writeInput(undefined));
  return new Promise(resolve =>
    guest.on('ended', end => {
      clearTimeout(watchdog);
      if (end.kind === 'crashed') text.stderr += `crashed: ${end.reason}\n${end.stack}`;
      resolve({ code: end.kind === 'exited' ? end.code : ABORTED, ...text });
    }),
  );
}
