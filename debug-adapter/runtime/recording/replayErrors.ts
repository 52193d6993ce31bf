import { shortName } from './format.ts';

/** Why a recording cannot be replayed, or not any further: one sentence. */
export class ReplayError extends Error {}

/** A call of a thread's. */
export interface NamedCall {
  /** With its module. */
  readonly name: string;
  readonly thread: number;
}

/** All sentences by which a replay ends early. Calls are counted from 1. */
export const replayErrors = {
  otherCall: (number: number, now: NamedCall, recorded: NamedCall) =>
    differs(
      number,
      now.thread === recorded.thread
        ? `the program called ${shortName(now.name)}, and ${shortName(recorded.name)} when it was recorded`
        : `thread ${now.thread} called ${shortName(now.name)}, and thread ${recorded.thread} ${shortName(recorded.name)} when it was recorded`,
    ),
  otherArguments: (number: number, { name }: NamedCall) =>
    differs(number, `the program called ${shortName(name)} with other arguments`),
  otherEvent: (number: number, now: string, recorded: string) =>
    differs(number, `${now}, and ${recorded} when it was recorded`),
  otherMemory: (number: number, lastEqual: number) =>
    differs(
      number,
      `the program's memory is another one before it; it was the same at call ${lastEqual}`,
    ),
  otherFile: (path: string) =>
    new ReplayError(
      `${path} is not in the recording, and not what the program read when it was recorded: bring it back as it was.`,
    ),
  otherVariable: (name: string) =>
    new ReplayError(`${name} is not in the recording, and not given as it was when it was made.`),
  cut: (number: number) =>
    new ReplayError(
      `The recording ends after call ${number}, before the program did: what came then is not known.`,
    ),
};

function differs(number: number, how: string): ReplayError {
  return new ReplayError(`The replay differs from the recording at call ${number}: ${how}.`);
}
