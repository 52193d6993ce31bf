/** The page of the tests, which runs programs when it is asked to. */
import { GuestWorker } from '../guestWorker.ts';
import type { OwnRun, ProgramRun, TestPageFunctions } from './programRun.ts';
import type { TestResult } from './standIns/nodeTest.ts';

/** URL of the bundle of `worker.ts`. */
const WORKER = '/worker.js';

/** URL of the bundle of `ownGuest.ts`. */
const OWN_GUEST = '/own-guest.js';

const runProgram: TestPageFunctions['runProgram'] = (
  start,
  { stdin, signal, isTerminated = false },
) => {
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

const runOwnTests: TestPageFunctions['runOwnTests'] = script =>
  new Promise((resolve, reject) => {
    const worker = new Worker(script, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<readonly TestResult[]>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
  });

const runInOwnWorker: TestPageFunctions['runInOwnWorker'] = (...request) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(OWN_GUEST);
    worker.onmessage = ({ data }: MessageEvent<OwnRun>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });

const memorySharing: TestPageFunctions['memorySharing'] = () => [
  crossOriginIsolated,
  typeof Reflect.get(globalThis, 'SharedArrayBuffer'),
];

Object.assign(globalThis, {
  memorySharing,
  runProgram,
  runInOwnWorker,
  runOwnTests,
} satisfies TestPageFunctions);
