/**
 * Parts of this program with what the engine has made of their source: the code of all functions that were called
 * until that was kept, which then need not be compiled when they are called for the first time. Node's own cache of
 * compiled modules is made before any of them is called, and has next to none.
 *
 * V8 takes such code only where its flags are as they were when the code was made, of which it keeps a number.
 * A guest changes flags, all of them about WebAssembly and the depth of stacks, which are nothing to code in JavaScript:
 * what is made after that has the number put in of before.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { crc32 } from 'node:zlib';
import { compiledCodeFile, writeCompiled } from './compiledCode.ts';

/** A file with kept code begins with two 32-bit numbers: checksums of the source, and of the code after them. */
const HEADER_SIZE = 2 * Uint32Array.BYTES_PER_ELEMENT;

/** What a module of the older kind is called with: see https://nodejs.org/api/modules.html#the-module-wrapper. */
const WRAPPER = ['(function (exports, require, module, __filename, __dirname) {', '\n})'] as const;

/**
 * How long after its start the code of this program is worth keeping, in milliseconds: V8 forgets that of functions that
 * are not called any more.
 */
const LATEST = 60_000;

/** In so many bytes, at least, V8 tells of the code that follows. */
const V8_HEADER = 16;

/** Code of nothing tells what V8 notes of its flags. */
const nothing = new vm.Script('');

interface LoadedScript {
  readonly script: vm.Script;
  /** Of its source. */
  readonly checksum: number;
  /** The code of nothing, as it was when this was loaded. */
  readonly flags: Buffer;
  /** Where its code is to be kept. */
  readonly file: string;
}

/** What was loaded without kept code. */
const loaded: LoadedScript[] = [];

/**
 * Loads a part of this program, before any guest begins.
 *
 * @typeParam Part what it exports.
 * @param filename path of a module of the older kind, which imports nothing by `import()`: it can `require` modules of
 *   either kind.
 * @param folder where code is kept; without one, it is compiled as ever.
 */
export function loadKept<Part>(filename: string, folder: string | undefined): Part {
  // The build writes no other characters than ASCII's.
  const source = fs.readFileSync(filename, 'latin1');
  const checksum = crc32(source);
  const file = folder && compiledCodeFile(filename, folder);
  const cachedData = file && readKept(file, checksum);
  const script = new vm.Script(WRAPPER.join(source), {
    filename,
    columnOffset: -WRAPPER[0].length,
    ...(cachedData && { cachedData }),
  });
  if (file && script.cachedDataRejected !== false) {
    loaded.push({ script, checksum, flags: nothing.createCachedData(), file });
  }
  const part = { exports: {} };
  const require = createRequire(filename);
  script.runInThisContext()(part.exports, require, part, filename, path.dirname(filename));
  return part.exports as Part;
}

/**
 * Keeps the code of what was loaded, for the next time. To be called when most of it has been called that others will
 * call, and nobody waits.
 */
export function keepLoaded(): void {
  if (performance.now() > LATEST) return;
  for (const { script, checksum, flags, file } of loaded.splice(0)) {
    const code = script.createCachedData();
    if (!putFlags(code, flags)) continue;
    const header = new Uint32Array([checksum, crc32(code)]);
    try {
      writeCompiled(file, new Uint8Array(header.buffer), code);
    } catch {
      // There is no room, or the folder cannot be written: the next start takes as long as this one.
    }
  }
}

/** The code in a file, if there is some for a source. */
function readKept(file: string, checksum: number): Buffer | undefined {
  try {
    const content = fs.readFileSync(file);
    const code = content.subarray(HEADER_SIZE);
    const isFit = content.readUInt32LE(0) === checksum && content.readUInt32LE(4) === crc32(code);
    return isFit ? code : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Has code say of V8's flags what it would have said before.
 *
 * @param before the code of nothing at that time.
 * @returns whether it does: it does not where more than a number has changed in the code of nothing.
 */
function putFlags(code: Buffer, before: Buffer): boolean {
  const flagsNow = nothing.createCachedData();
  if (flagsNow.equals(before)) return true;
  const index = flagsNow.findIndex((byte, place) => byte !== before[place]);
  const place = index - (index % Uint32Array.BYTES_PER_ELEMENT);
  if (place >= V8_HEADER || code.readUInt32LE(place) !== flagsNow.readUInt32LE(place)) return false;
  const flags = before.readUInt32LE(place);
  flagsNow.writeUInt32LE(flags, place);
  code.writeUInt32LE(flags, place);
  return flagsNow.equals(before);
}
