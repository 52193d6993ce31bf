import type { WatchedCode } from './codeTable.ts';
import { lineOf } from './codeTable.ts';
import type { Moment } from './moments.ts';
import type { PythonMemory } from './pythonMemory.ts';

/** An instruction that begins, or has raised an exception. */
export interface Place {
  readonly frame: number;
  readonly code: WatchedCode;
  readonly unit: number;
  /** The unit before it in the frame, if that is within the code. */
  readonly before: number | undefined;
  readonly thread: number;
  readonly context: number;
}

/** What a journey sees of the interpreter. */
export interface Surroundings {
  readonly memory: PythonMemory;
  /** The position of what happens now: half way to the next one where an exception is raised. */
  readonly position: number;
  /** Whether steps stop in code of a file. */
  isSteppable(path: string): boolean;
  /** Whether code of a file is the user's own. */
  isOwn(path: string): boolean;
  /** Whether a file is that of the program's main module. */
  isMain(path: string): boolean;
  /** Has each instruction be told of from now on, of any code, or only what else is watched. */
  watchAll(isWanted: boolean): void;
  /** Has each instruction be told of where code is that steps stop in, or only what is marked. */
  watchLines(isWanted: boolean): void;
  /** Has be told, from now on, of instructions that raise an exception again. */
  watchReraises(): void;
  /** Has be told of changes of words of memory, by their addresses. */
  watchWords(addresses: readonly number[]): void;
  /** Which of these words have changed since this was asked last, or since they are watched. */
  takeChanges(): readonly number[];
  watchFrames(frame: number, caller: number): void;
}

export function momentOf(place: Place, { memory, position }: Surroundings): Moment {
  const { frame, code, unit, thread, context } = place;
  const { path, name } = code;
  const line = lineOf(code, unit);
  const caller = memory.callerOf(frame);
  return { position, thread, context, frame, caller, code: code.address, unit, path, name, line };
}
