import fs from 'node:fs';
import { readCompiled } from './compiledCode.ts';
import { readWhole } from './wholeFile.ts';

/** Where a program is. */
export interface ProgramFiles {
  /** Path of the program, a WebAssembly module. */
  readonly program: string;
  /** The file with its machine code, if that is kept: `compiledCode.ts`. */
  readonly codeFile?: string | undefined;
}

/** What is in the files. */
export interface ProgramContent {
  readonly binary: Uint8Array<ArrayBuffer>;
  /** The machine code that fits, if there is some. */
  readonly code: ArrayBuffer | undefined;
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
  return one.program === other.program && one.codeFile === other.codeFile;
}

async function readProgramBeside(files: ProgramFiles): Promise<ProgramContent> {
  const { program, codeFile } = files;
  const binary = readBinary(program);
  // Both at once.
  const code = codeFile === undefined ? undefined : readCompiled(codeFile, binary);
  const [content, compiled] = await Promise.all([binary, code]);
  return { binary: content, code: compiled };
}

async function readBinary(program: string): Promise<Uint8Array<ArrayBuffer>> {
  const fd = fs.openSync(program, 'r');
  try {
    return new Uint8Array(await readWhole(fd, 0));
  } finally {
    fs.closeSync(fd);
  }
}
