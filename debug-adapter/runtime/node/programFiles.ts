import fs from 'node:fs';
import { readCompiled } from './compiledCode.ts';
import { readWhole } from './wholeFile.ts';

/** Where a program is. */
export interface ProgramFiles {
  /** Path of the program, a WebAssembly module. */
  readonly program: string;
  /** The file with its machine code, if that is kept: `compiledCode.ts`. */
  readonly codeFile?: string | undefined;
  /** Whether to compile all that it calls well, and keep that in this file for others. */
  readonly keepsCode?: boolean | undefined;
}

/** What is in the files. */
export interface ProgramContent {
  readonly binary: Uint8Array<ArrayBuffer>;
  /** The machine code that fits, if there is some. */
  readonly code: ArrayBuffer | undefined;
}

/** Reads a program. @throws Error when it cannot be read. */
export function readProgram({ program, codeFile, keepsCode }: ProgramFiles): ProgramContent {
  const fd = fs.openSync(program, 'r');
  try {
    const binary = new Uint8Array(readWhole(fd, 0));
    const isWanted = codeFile !== undefined && !keepsCode;
    return { binary, code: isWanted ? readCompiled(codeFile, binary) : undefined };
  } finally {
    fs.closeSync(fd);
  }
}
