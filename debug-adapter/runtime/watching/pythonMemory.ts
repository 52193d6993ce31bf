import { decodeText } from '../text.ts';
import { isHandled } from './exceptionTable.ts';
import type { PythonLayout } from './pythonLayout.ts';

/** The owners of frames that run no code of Python's: `enum _frameowner`, from the first of them on. */
const FIRST_ENTRY_OWNER = 3;

/** More than what is read of any object, in bytes. */
const MOST_OF_OBJECT = 1024;

/** Bits of a reference that say how it is held: `Py_TAG_BITS`, or none before Python 3.14. */
const REFERENCE_TAGS = 3;

/** `CO_COROUTINE`, `CO_ITERABLE_COROUTINE` and `CO_ASYNC_GENERATOR` (`Include/cpython/code.h`). */
const AWAITING_FLAGS = 0x380;

/** `CO_OPTIMIZED`: the code of a function, and of no module or class. */
const FUNCTION_FLAG = 0x1;

/** Reads CPython's objects from its memory, without its help. */
export class PythonMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #layout: PythonLayout;
  readonly #codeType: number;
  readonly #runtime: number;
  #view: DataView;

  /** @param addresses of what it has one of: the names of C. */
  constructor(
    memory: WebAssembly.Memory,
    layout: PythonLayout,
    addresses: Readonly<Record<'PyCode_Type' | '_PyRuntime', number>>,
  ) {
    this.#memory = memory;
    this.#codeType = addresses.PyCode_Type;
    this.#runtime = addresses._PyRuntime;
    this.#layout = layout;
    this.#view = new DataView(memory.buffer);
  }

  /** Whether the interpreter takes itself apart: what code still runs finds modules no more. */
  get isFinalizing(): boolean {
    return this.#word(this.#runtime + this.#layout.runtime.finalizing) !== 0;
  }

  /** The code object that a frame runs; undefined where it runs none: it is there where C calls Python. */
  codeOf(frame: number): number | undefined {
    const code = this.#word(frame + this.#layout.frame.executable) & ~REFERENCE_TAGS;
    // Such a frame may be half made. What is told of it is the address of something in any case.
    if (code > this.#memory.buffer.byteLength - MOST_OF_OBJECT) return undefined;
    return this.#word(code + this.#layout.object.type) === this.#codeType ? code : undefined;
  }

  /** The frame that has called another; 0 for none, as for the first on a stack. */
  callerOf(frame: number): number {
    const { previous, owner } = this.#layout.frame;
    let caller = this.#word(frame + previous);
    while (caller !== 0 && this.#byte(caller + owner) >= FIRST_ENTRY_OWNER) {
      caller = this.#word(caller + previous);
    }
    return caller;
  }

  /** The interpreter's frame that a frame object stands for. */
  frameOf(frameObject: number): number {
    return this.#word(frameObject + this.#layout.frameObject.frame);
  }

  /** Whether an instruction suspends its frame: a generator's, or a coroutine's. */
  isYield(instruction: number): boolean {
    return this.#layout.opcodes.yield.includes(this.#byte(instruction));
  }

  /** Whether an instruction is the one with which a function begins, behind what prepares it. */
  isBeginning(instruction: number): boolean {
    // The operand tells where in a generator it is: `RESUME_AT_FUNC_START`.
    return (
      this.#layout.opcodes.resume.includes(this.#byte(instruction)) &&
      (this.#byte(instruction + 1) & 3) === 0
    );
  }

  /** Whether an instruction leads back to one that waits for something to be awaited. */
  goesOnWaiting(instruction: number): boolean {
    return this.#byte(instruction) === this.#layout.opcodes.goOnWaiting;
  }

  /** Whether an instruction raises an exception again that was on its way. */
  isReraise(instruction: number): boolean {
    return this.#byte(instruction) === this.#layout.opcodes.reraise;
  }

  /** Whether a code object has a handler for exceptions that come out of a unit, be it to pass them on. */
  handles(code: number, unit: number): boolean {
    return isHandled(this.#bytes(this.#word(code + this.#layout.code.exceptionTable)), unit);
  }

  /** Whether an instruction ends its frame. */
  isReturn(instruction: number): boolean {
    return this.#layout.opcodes.return.includes(this.#byte(instruction));
  }

  /** Whether code is that of a coroutine or an async generator, which waits where it is suspended. */
  isAwaiting(code: number): boolean {
    return (this.#word(code + this.#layout.code.flags) & AWAITING_FLAGS) !== 0;
  }

  /** Whether code is that of a function, of whatever kind. */
  isFunction(code: number): boolean {
    return (this.#word(code + this.#layout.code.flags) & FUNCTION_FLAG) !== 0;
  }

  /** The address of the instruction that a frame is at. */
  instructionOf(frame: number): number {
    return this.#word(frame + this.#layout.frame.instructionPointer);
  }

  /** Whether memory is as long as to have a word at an address. */
  has(address: number): boolean {
    return address + 4 <= this.#memory.buffer.byteLength;
  }

  /** A word of 32 bits; 0 beyond the end of memory. */
  wordAt(address: number): number {
    return this.has(address) ? this.#current().getInt32(address, true) : 0;
  }

  filename(code: number): string {
    return this.#text(this.#word(code + this.#layout.code.filename));
  }

  qualname(code: number): string {
    return this.#text(this.#word(code + this.#layout.code.qualname));
  }

  firstLine(code: number): number {
    return this.#word(code + this.#layout.code.firstLine);
  }

  lineTable(code: number): Uint8Array {
    return this.#bytes(this.#word(code + this.#layout.code.linetable));
  }

  /** Where a code object's instructions are, and how many code units of two bytes they take. */
  instructions(code: number): { readonly begin: number; readonly units: number } {
    const begin = code + this.#layout.code.instructions;
    return { begin, units: this.#word(code + this.#layout.sized.size) };
  }

  #text(address: number): string {
    const { state, length, end } = this.#layout.text;
    const bits = this.#word(address + state);
    const [size, isAscii] = [(bits >>> 2) & 7, (bits & 0x40) !== 0];
    const begin = address + (isAscii ? end : end + 8);
    const count = this.#word(address + length);
    if (isAscii) return decodeText(this.#slice(begin, count));
    let text = '';
    for (let index = 0; index < count; index++) text += this.#character(begin + size * index, size);
    return text;
  }

  #character(address: number, size: number): string {
    if (size === 1) return String.fromCharCode(this.#byte(address));
    const view = this.#current();
    const code = size === 2 ? view.getUint16(address, true) : view.getUint32(address, true);
    return String.fromCodePoint(code);
  }

  #bytes(address: number): Uint8Array {
    const { sized, bytes } = this.#layout;
    return this.#slice(address + bytes.value, this.#word(address + sized.size));
  }

  /** A copy: memory may be shared. */
  #slice(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, length).slice();
  }

  #word(address: number): number {
    return this.#current().getUint32(address, true);
  }

  #byte(address: number): number {
    return this.#current().getUint8(address);
  }

  /** Memory that has grown has another buffer. */
  #current(): DataView {
    if (this.#view.buffer !== this.#memory.buffer) this.#view = new DataView(this.#memory.buffer);
    return this.#view;
  }
}
