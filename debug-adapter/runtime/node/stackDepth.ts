import { callSuspendable } from '../jspi.ts';
import { FIRST_STACK } from './engine.ts';

/**
 * ```wat
 * (module
 *   (func $dive (export "dive") (param i32) (result i32)
 *     (if (result i32) (i32.eqz (local.get 0))
 *       (then (i32.const 0))
 *       (else (i32.add (call $dive (i32.sub (local.get 0) (i32.const 1))) (i32.const 1))))))
 * ```
 */
// biome-ignore format: one line for each section of the module
const DIVER = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  0x01, 0x06, 0x01, 0x60, 0x01, 0x7f, 0x01, 0x7f,
  0x03, 0x02, 0x01, 0x00,
  0x07, 0x08, 0x01, 0x04, 0x64, 0x69, 0x76, 0x65, 0x00, 0x00,
  0x0a, 0x17, 0x01, 0x15, 0x00, 0x20, 0x00, 0x45, 0x04, 0x7f, 0x41, 0x00, 0x05,
  0x20, 0x00, 0x41, 0x01, 0x6b, 0x10, 0x00, 0x41, 0x01, 0x6a, 0x0b, 0x0b,
]);

/** More calls than {@link FIRST_STACK} has room for: 17,990 of 56 bytes each, on x64. */
const DEEP = 24_000;

/**
 * Whether the stacks of contexts do not grow, although the engine was told to let them (see
 * `prepareEngine`): one that knows the flag no longer says nothing.
 *
 * @returns a sentence for the person who runs the program; undefined where they grow.
 */
export async function describeMissingDepth(): Promise<string | undefined> {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(DIVER));
  try {
    await callSuspendable(exports.dive as CallableFunction, DEEP);
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return (
      `the stacks of greenlets do not grow in V8 ${process.versions.v8}: each has ${FIRST_STACK} KiB, and a ` +
      'recursion in C that needs more ends the program'
    );
  }
}
