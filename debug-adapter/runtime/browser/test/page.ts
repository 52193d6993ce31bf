/** The page of the tests, which runs programs when it is asked to. */
import { GuestWorker } from '../guestWorker.ts';
import type { ProgramRun, RunProgram } from './programRun.ts';

/** URL of the bundle of `worker.ts`. */
const WORKER = '/worker.js';

const runProgram: RunProgram = (start, { stdin, signal, isTerminated = false }) => {
  const { promise, resolve } = Promise.withResolvers<ProgramRun>();
  const text = { stdout: '', stderr: '' };
  const warnings: string[] = [];
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  let hasWritten = false;
  const guest = new GuestWorker(WORKER, start, {
    output: (stream, bytes) => {
      text[stream] += decoders[stream].decode(bytes, { stream: true });
      if (hasWritten || !text.stdout.includes('\n')) return;
      hasWritten = true;
      if (signal !== undefined) guest.raise(signal);
      if (isTerminated) guest.terminate();
    },
    inputWanted: () => guest.writeInput(undefined),
    warning: sentence => warnings.push(sentence),
    ended: end => resolve({ end, ...text, warnings }),
  });
  if (stdin !== undefined) guest.writeInput(new TextEncoder().encode(stdin));
  return promise;
};

Object.assign(globalThis, { runProgram });
