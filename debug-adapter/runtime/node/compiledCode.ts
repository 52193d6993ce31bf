/**
 * Machine code of a program, kept in a file. An engine compiles each
 * function of a program when it is called for the first time, and the busy ones
 * again, better: with the file, the functions that were called when it was made
 * are there from the start, in their better form (`codeTraining.ts`).
 *
 * V8 does the same for browsers. Node has no interface for it, so V8's own
 * functions for its tests are called. They check that the code is from the same version
 * of V8, with the same flags, for the same processor; an engine that does not
 * offer them compiles as ever.
 */
import fs from 'node:fs';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { intrinsic } from './intrinsics.ts';
import { readWhole } from './wholeFile.ts';

/**
 * The file begins with three 64-bit floats: the size of the program and when it was changed, which tell it
 * from another build in less time than to read it, and a checksum of the code after them.
 */
const HEADER_LENGTH = 3;
const HEADER_SIZE = HEADER_LENGTH * Float64Array.BYTES_PER_ELEMENT;

/** Which build of a program a file has. */
export interface FileStamp {
  /** In bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds since 1970. */
  readonly modified: number;
}

/** @param fd of a file that is open. */
export function stampOf(fd: number): FileStamp {
  const { size, mtimeMs } = fs.fstatSync(fd);
  return { size, modified: mtimeMs };
}

/** How such files end. */
const SUFFIX = '.code';

/** How those end that are being written, by whom. */
const UNFINISHED = /\.code\.\d+-\d+$/;

/** Who has been writing for so long, in milliseconds, was ended in the middle of it. */
const LONGEST_WRITING = 60_000;

/** For how many engines the code of a program is kept: an editor gets a new one every few weeks. */
const MOST_ENGINES = 3;

/**
 * The file for a program's code, which is for this engine alone.
 *
 * @param folder where it is kept; by default beside the program.
 */
export function compiledCodeFile(program: string, folder = path.dirname(program)): string {
  const engine = `${process.versions.v8}-${process.arch}`;
  return path.join(folder, `${path.basename(program)}.${engine}${SUFFIX}`);
}

/**
 * Reads the code that is kept in a file for a program, while the caller does something else;
 * undefined when there is none for it.
 *
 * @param program the program's own.
 */
export async function readCompiled(
  file: string,
  program: FileStamp,
): Promise<ArrayBuffer | undefined> {
  try {
    const fd = fs.openSync(file, 'r');
    try {
      const header = new Float64Array(HEADER_LENGTH);
      fs.readSync(fd, header);
      const [size, modified, checksum] = header;
      if (size === program.size && modified === program.modified) {
        const code = await readWhole(fd, HEADER_SIZE);
        if (checksum === crc32(new Uint8Array(code))) return code;
      }
    } finally {
      fs.closeSync(fd);
    }
    // Of another build of the program: the next is made anew.
    fs.rmSync(file, { force: true });
  } catch {
    // There is none, or none that can be read: programs start without.
  }
  return undefined;
}

/**
 * The module of a program, with the code that was read from a file; undefined when this engine does
 * not take it, which is the end of the file.
 */
export function useCompiled(
  code: ArrayBuffer,
  binary: Uint8Array,
  file: string,
): WebAssembly.Module | undefined {
  const deserialize = intrinsic<
    (code: ArrayBuffer, binary: Uint8Array) => WebAssembly.Module | undefined
  >('DeserializeWasmModule', ['code', 'binary']);
  const module = deserialize?.(code, binary);
  // Of an engine with other flags, such as the next release of this project may set.
  if (module === undefined) fs.rmSync(file, { force: true });
  return module;
}

/** Whether this engine can keep code. */
export function canKeepCompiled(): boolean {
  return serializer() !== undefined;
}

/**
 * Keeps the code of a module in a file: of those functions that are compiled well
 * ({@link CodeTraining}). V8 ends the process when there are none.
 */
export function keepCompiled(module: WebAssembly.Module, file: string, program: FileStamp): void {
  const code = serializer()?.(module);
  if (code === undefined) return;
  const bytes = new Uint8Array(code);
  const header = new Float64Array([program.size, program.modified, crc32(bytes)]);
  writeCompiled(file, new Uint8Array(header.buffer), bytes);
}

/**
 * Writes what an engine has made of a program into a file of that engine's ({@link compiledCodeFile}), and removes
 * what was kept for engines that have not been used for long. @throws Error where it cannot be written.
 */
export function writeCompiled(file: string, header: Uint8Array, code: Uint8Array): void {
  // Other processes may be at it, too, and other threads.
  const written = `${file}.${process.pid}-${threadId}`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  try {
    fs.writeFileSync(written, header);
    fs.appendFileSync(written, code);
    // In one step, for those who are reading it.
    fs.renameSync(written, file);
  } catch (error) {
    fs.rmSync(written, { force: true });
    throw error;
  }
  removeOldest(file);
}

/** Removes what was kept for engines that have been used before the last few. */
function removeOldest(newest: string): void {
  const folder = path.dirname(newest);
  const program = path.basename(newest, `.${process.versions.v8}-${process.arch}${SUFFIX}`);
  const found = fs
    .readdirSync(folder)
    .filter(name => name.startsWith(`${program}.`))
    .map(name => ({ file: path.join(folder, name), time: timeOf(path.join(folder, name)) }))
    .sort((one, other) => other.time - one.time);
  const kept = found.filter(({ file }) => file.endsWith(SUFFIX));
  const left = found.filter(
    ({ file, time }) => UNFINISHED.test(file) && Date.now() - time > LONGEST_WRITING,
  );
  for (const { file } of [...kept.slice(MOST_ENGINES), ...left]) fs.rmSync(file, { force: true });
}

/** When a file was changed; never, if it is gone meanwhile. */
function timeOf(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
}

function serializer(): ((module: WebAssembly.Module) => ArrayBuffer | undefined) | undefined {
  return intrinsic('SerializeWasmModule', ['module']);
}
