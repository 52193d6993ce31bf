import fs from 'node:fs';
import { type FileStamp, readCompiled, stampOf } from './compiledCode.ts';
import { watchedCopy } from './watchedCopies.ts';
import { readWhole } from './wholeFile.ts';

/** Where a program is. */
export interface ProgramFiles {
  /** Path of the program, a WebAssembly module. */
  readonly program: string;
  /** The file with its machine code, if that is kept: `compiledCode.ts`. */
  readonly codeFile?: string | undefined;
  /** Whether it is to be watched while it runs: see `watchedModule`. */
  readonly isWatched?: boolean | undefined;
}

/** What is in the files. */
export interface ProgramContent {
  readonly binary: Uint8Array<ArrayBuffer>;
  /** What tells it from another build. */
  readonly stamp: FileStamp;
  /** The machine code that fits, if there is some. */
  readonly code: ArrayBuffer | undefined;
  /** The module, where it is a watched copy. */
  readonly module: WebAssembly.Module | undefined;
}

/** A program that is being read. */
export interface PreparedProgram {
  readonly files: ProgramFiles;
  /** Rejects when it cannot be read. */
  readonly content: Promise<ProgramContent>;
}

/** Begins to read a program while the caller does something else. */
export function prepareProgram(files: ProgramFiles): PreparedProgram {
  const content = readProgramBeside(files);
  // Told of by who needs it, which may be nobody.
  content.catch(() => {});
  return { files, content };
}

/** Whether what was prepared is what is wanted. */
export function isSameProgram(one: ProgramFiles, other: ProgramFiles): boolean {
  return (
    one.program === other.program &&
    one.codeFile === other.codeFile &&
    (one.isWatched ?? false) === (other.isWatched ?? false)
  );
}

async function readProgramBeside({
  program,
  codeFile,
  isWatched,
}: ProgramFiles): Promise<ProgramContent> {
  const fd = fs.openSync(program, 'r');
  try {
    const stamp = stampOf(fd);
    // Both at once.
    const [binary, code] = await Promise.all([
      readWhole(fd, 0),
      codeFile === undefined || isWatched ? undefined : readCompiled(codeFile, stamp),
    ]);
    const bytes = new Uint8Array(binary);
    const module = isWatched ? await watchedCopy(program, stamp, bytes) : undefined;
    return { binary: bytes, stamp, code, module };
  } finally {
    fs.closeSync(fd);
  }
}
