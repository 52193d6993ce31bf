/** The page of the tests, which runs programs when it is asked to. */
import type { GuestWorkerOptions } from '../guestOptions.ts';
import { GuestWorker } from '../guestWorker.ts';
import type { OwnRun, ProgramRun, TestPageFunctions } from './programRun.ts';
import type { TestResult } from './standIns/nodeTest.ts';

/** URL of the bundle of `worker.ts`. */
const WORKER = '/worker.js';

/** How a program asks for another on standard output. */
const WANTED_PROGRAM = /^\{"operating_system": (.*)\}$/gm;

/** The exit code of a guest that did not come to its end, as shells report one that SIGABRT ended. */
const ABORTED = 134;

/** URL of the bundle of `ownGuest.ts`. */
const OWN_GUEST = '/own-guest.js';

const runProgram: TestPageFunctions['runProgram'] = (
  start,
  { stdin, signal, isTerminated = false, patience, startsOthers = false },
) => {
  const { promise, resolve } = Promise.withResolvers<ProgramRun>();
  const text = { stdout: '', stderr: '' };
  const warnings: string[] = [];
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const end = (): void => guest.terminate();
  let watchdog = patience === undefined ? undefined : setTimeout(end, patience);
  let hasWritten = false;
  let answered = 0;
  const guest = new GuestWorker(WORKER, start, {
    output: (stream, bytes) => {
      text[stream] += decoders[stream].decode(bytes, { stream: true });
      if (watchdog !== undefined && stream === 'stdout') {
        clearTimeout(watchdog);
        watchdog = setTimeout(end, patience);
      }
      const asked = startsOthers ? [...text.stdout.matchAll(WANTED_PROGRAM)].slice(answered) : [];
      answered += asked.length;
      for (const [, request = ''] of asked) void runOther(start, JSON.parse(request)).then(answer);
      if (hasWritten || !text.stdout.includes('\n')) return;
      hasWritten = true;
      if (signal !== undefined) guest.raise(signal);
      if (isTerminated) guest.terminate();
    },
    inputWanted: () => {
      // It waits for an answer.
      if (!startsOthers) guest.writeInput(undefined);
    },
    warning: sentence => warnings.push(sentence),
    ended: end => {
      clearTimeout(watchdog);
      resolve({ end, ...text, warnings });
    },
  });
  const answer = (given: object): void =>
    guest.writeInput(new TextEncoder().encode(`${JSON.stringify(given)}\n`));
  if (stdin !== undefined) guest.writeInput(new TextEncoder().encode(stdin));
  return promise;
};

/** As who has asked for it reads what has become of it; the exit code is that of shells. */
async function runOther(
  start: GuestWorkerOptions,
  { run }: { readonly run: readonly string[] },
): Promise<object> {
  const [self = ''] = start.args;
  const { end, stdout, stderr } = await runProgram(
    { ...start, args: [self, ...run] },
    { startsOthers: true },
  );
  if (end.kind === 'exited') return { code: end.code, stdout, stderr };
  const why = end.kind === 'crashed' ? `crashed: ${end.reason}\n${end.stack}` : end.kind;
  return { code: ABORTED, stdout, stderr: stderr + why };
}

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
