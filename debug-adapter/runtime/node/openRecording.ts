import fs from 'node:fs';
import type { GuestMessage } from '../hosting/messages.ts';
import type { RecordingHeader } from '../recording/format.ts';
import { KeptFiles, type SecondReading } from '../recording/keptFiles.ts';
import { LeftFiles } from '../recording/leftFiles.ts';
import { LogReader } from '../recording/logReader.ts';
import { LogWriter } from '../recording/logWriter.ts';
import { Recorder } from '../recording/recorder.ts';
import type { Recording } from '../recording/recording.ts';
import { ReplayError } from '../recording/replayErrors.ts';
import { Replayer } from '../recording/replayer.ts';
import type { GuestStart, RecordingSpecification } from './guestMessages.ts';
import { digests, fileDigest, RecordingSink, RecordingSource } from './recordingFile.ts';
import { givenFiles, headerOf, leftMounts, type RecordWish } from './recordingHeader.ts';
import { Travel } from './travel.ts';

/** What a crash of this process loses of a recording at most, in milliseconds. */
const FLUSH_INTERVAL = 50;

/** For how long to wait where nobody reads what is written, in milliseconds. */
const RETRY_INTERVAL = 2;

/** The number of the descriptor. */
const STANDARD_ERROR = 2;

/** A recording that is made or replayed. */
export interface OpenRecording {
  readonly recording: Recording;
  /** Of one that is made. */
  readonly recorder?: Recorder;
  /** Of one that is made, which files it leaves where they are, if it does. */
  readonly left?: LeftFiles | undefined;
  /** Of one that is replayed, by whom it is led. */
  readonly travel?: Travel | undefined;
  /** To be called when the run is over. */
  close(): void;
}

/** Who is told of a recording. */
interface Listener {
  post(message: GuestMessage): void;
}

/**
 * @param binary the program.
 * @throws ReplayError when the run cannot be recorded, or not be replayed from what was.
 */
export function openRecording(
  start: GuestStart,
  binary: Uint8Array,
  listener: Listener,
): OpenRecording | undefined {
  const { recording } = start;
  if (recording === undefined) return undefined;
  return recording.kind === 'record'
    ? record(start, recording, fileDigest(binary), listener)
    : replay(start, recording, binary, listener);
}

function record(
  start: GuestStart,
  specification: RecordWish,
  program: string,
  listener: Listener,
): OpenRecording {
  const hindrance = whyNotRecorded(start);
  if (hindrance !== undefined) throw new ReplayError(hindrance);
  const { file, checkedCalls, leavesFiles = false, hidden = [] } = specification;
  const warn = (sentence: string): void => listener.post({ type: 'warning', sentence });
  const log = new LogWriter(makeSink(file, headerOf(start, specification, program), warn));
  const left = leavesFiles ? new LeftFiles(leftMounts(start)) : undefined;
  const recorder = new Recorder(
    log,
    digests,
    checkedCalls === undefined ? undefined : { calls: checkedCalls, time: 0 },
    { files: left, variables: new Set(hidden) },
  );
  const flushing = setInterval(() => log.flush(), FLUSH_INTERVAL).unref();
  const close = (): void => {
    clearInterval(flushing);
    const changed = left?.findChanged();
    if (changed !== undefined) {
      warn(
        `${changed} has been changed by another since the program read it, and is not in the recording, which cannot be replayed like that: have files recorded, too.`,
      );
    }
  };
  return { recording: recorder, recorder, left, close };
}

/** What of a run comes in by other ways than system calls. */
function whyNotRecorded({ threads }: GuestStart): string | undefined {
  return threads === 'workers'
    ? 'Threads that run in workers of their own cannot be recorded: run them as stacks.'
    : undefined;
}

function makeSink(
  file: string,
  header: RecordingHeader,
  warn: (sentence: string) => void,
): RecordingSink {
  try {
    return new RecordingSink(file, header, reason =>
      warn(`the recording ends here, and the program goes on: ${reason}`),
    );
  } catch (error) {
    throw new ReplayError(`The recording cannot be written: ${(error as Error).message}.`);
  }
}

function replay(
  { env }: GuestStart,
  { file, travel: specification }: Extract<RecordingSpecification, { kind: 'replay' }>,
  binary: Uint8Array,
  listener: Listener,
): OpenRecording {
  const source = new RecordingSource(file);
  if (source.header.program !== fileDigest(binary)) {
    source.close();
    throw new ReplayError(
      `${file} was recorded with another build of the interpreter: replay it with the version of wasix-python that recorded it.`,
    );
  }
  const hidden = source.header.hidden.find(name => !(name in env));
  if (hidden !== undefined) {
    source.close();
    throw new ReplayError(
      `${file} does not hold what ${hidden} was: give it by --env, or in the launch configuration's "env".`,
    );
  }
  const files = givenFiles(source.header);
  const travel = specification && new Travel(specification);
  const replayer = new Replayer(new LogReader(source), {
    digests,
    output: (stream, bytes) => {
      if (travel !== undefined) travel.output(stream, bytes);
      else if (stream <= STANDARD_ERROR) writeAll(stream, bytes);
      else listener.post({ type: 'sentAgain', fd: stream, bytes });
    },
    observer: travel,
    given: { files, kept: files && new KeptFiles(() => readAgain(file)), variables: env },
  });
  const close = (): void => {
    source.close();
    files?.close();
    listener.post({ type: 'replayed', summary: replayer.summary });
  };
  return { recording: replayer, close, travel };
}

function readAgain(file: string): SecondReading {
  const source = new RecordingSource(file);
  return { log: new LogReader(source), close: () => source.close() };
}

/** Writes to a stream of this process, and waits where nobody reads what is there. */
function writeAll(fd: number, bytes: Uint8Array): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(fd, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(pause, 0, 0, RETRY_INTERVAL);
    }
  }
}
