import type { MountSpecification } from '../../debug-adapter/runtime/node/guestMessages.ts';
import { GuestWorker } from '../../debug-adapter/runtime/node/guestWorker.ts';
import { findPython } from '../../debug-adapter/session/python/distribution.ts';
import { pythonGuest } from '../../debug-adapter/session/python/interpreter.ts';

/** What a run of Python left behind. */
export interface PythonRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs WASIX Python with the given mounts and collects what it prints. */
export function runGuestPython(
  args: readonly string[],
  mounts: readonly MountSpecification[],
  env: Readonly<Record<string, string>> = {},
): Promise<PythonRun> {
  const python = findPython();
  if (python === undefined) throw new Error('WASIX Python is not built: run `npm run setup`');
  const guest = new GuestWorker({
    ...pythonGuest(python, { args, env, cwd: '/tmp', mounts, network: 'loopback', packages: [] }),
    output: 'message',
  });
  const text = { stdout: '', stderr: '' };
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  guest.on('output', (stream, bytes) => {
    text[stream] += decoders[stream].decode(bytes, { stream: true });
  });
  guest.on('inputWanted', () => guest.writeInput(undefined));
  return new Promise(resolve =>
    guest.on('ended', end => {
      if (end.kind === 'crashed') text.stderr += `crashed: ${end.reason}\n${end.stack}`;
      resolve({ code: end.kind === 'exited' ? end.code : 134, ...text });
    }),
  );
}
