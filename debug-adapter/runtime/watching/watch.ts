import { functionType, importOf, leb, moduleOf, name, section } from '../moduleBytes.ts';
import { Hook, MOST_WORDS, WATCH } from './watchedModule.ts';

/** Told of what happens in a watched interpreter, in the middle of it. */
export interface WatchListener {
  /** An instruction begins, of which it was asked to be told: addresses, that of the one before in the frame too. */
  onInstruction(frame: number, instruction: number, previous: number): void;
  /** An exception comes out of a frame's instruction. */
  onRaise(frameObject: number): void;
  /** A code object is about to be freed. */
  onFree(code: number): void;
  /** Memory has become longer. */
  onGrow(): void;
}

/** A word of memory, and what it has. */
export interface WatchedWord {
  readonly address: number;
  readonly value: number;
}

const I32 = 0x7f;

/** Gives functions of JavaScript to a table, which takes those of WebAssembly alone: see {@link Hook}. */
function hooksOf(listener: WatchListener): WebAssembly.ExportValue[] {
  const names = ['begin', 'raise', 'free', 'grow'] as const;
  const types = [functionType([I32, I32, I32], []), functionType([I32], []), functionType([], [])];
  const typeOf = { begin: 0, raise: 1, free: 1, grow: 2 };
  const module = moduleOf(
    section(1, ...types),
    section(2, ...names.map(each => importOf('host', each, 0x00, typeOf[each]))),
    section(7, ...names.map((each, index) => [...name(each), 0x00, ...leb(index)])),
  );
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module), {
    host: {
      begin: (frame: number, instruction: number, previous: number) =>
        listener.onInstruction(frame, instruction, previous),
      raise: (frameObject: number) => listener.onRaise(frameObject),
      free: (code: number) => listener.onFree(code),
      grow: () => listener.onGrow(),
    },
  });
  return names.map(each => instance.exports[each] as WebAssembly.ExportValue);
}

/** What is told of in an interpreter that was made by `watchedModule`. */
export class Watch {
  readonly #position: WebAssembly.Global;
  readonly #limit: WebAssembly.Global;
  readonly #isClose: WebAssembly.Global;
  readonly #frame: WebAssembly.Global;
  readonly #caller: WebAssembly.Global;
  readonly #quiet: Uint8Array;
  readonly #words: readonly {
    readonly word: WebAssembly.Global;
    readonly value: WebAssembly.Global;
  }[];

  constructor(exports: WebAssembly.Instance['exports'], listener: WatchListener) {
    const find = <Kind>(wanted: string): Kind => exports[wanted] as Kind;
    this.#position = find(WATCH.position);
    this.#limit = find(WATCH.limit);
    this.#isClose = find(WATCH.isClose);
    this.#frame = find(WATCH.frame);
    this.#caller = find(WATCH.caller);
    this.#words = Array.from({ length: MOST_WORDS }, (_, index) => ({
      word: find(`${WATCH.word}${index}`),
      value: find(`${WATCH.value}${index}`),
    }));
    this.#quiet = new Uint8Array(find<WebAssembly.Memory>(WATCH.quiet).buffer);
    const table = find<WebAssembly.Table>(WATCH.hooks);
    const hooks = hooksOf(listener);
    for (const index of Object.values(Hook)) table.set(index, hooks[index] as CallableFunction);
  }

  /** How many instructions have begun, the present one among them. */
  get position(): number {
    return this.#position.value;
  }

  /** From which position on each instruction is told of. */
  set limit(position: number) {
    this.#limit.value = position;
  }

  /** Has each instruction of two frames be told of; 0 stands for none. */
  setFrames(frame: number, caller: number): void {
    this.#frame.value = frame;
    this.#caller.value = caller;
    this.#lookClosely();
  }

  /**
   * Has be told when one of some words of memory has another value than is given with it; {@link MOST_WORDS} of them
   * at most.
   */
  setWords(words: readonly WatchedWord[]): void {
    for (const [index, { word, value }] of this.#words.entries()) {
      const wanted = words[index];
      word.value = wanted?.address ?? 0;
      // What is at address 0 never changes.
      value.value = wanted?.value ?? 0;
    }
    this.#lookClosely();
  }

  /** Has nothing be told of instructions because of where they are. @param units of two bytes. */
  quieten(begin: number, units: number): void {
    for (let unit = begin >>> 1; unit < (begin >>> 1) + units; unit++) {
      this.#quiet[unit >>> 3] = (this.#quiet[unit >>> 3] as number) | (1 << (unit & 7));
    }
  }

  /** Has an instruction be told of whenever it begins. */
  mark(instruction: number): void {
    const unit = instruction >>> 1;
    this.#quiet[unit >>> 3] = (this.#quiet[unit >>> 3] as number) & ~(1 << (unit & 7));
  }

  /** Frames and words are looked at only where there are some. */
  #lookClosely(): void {
    const all = [this.#frame, this.#caller, ...this.#words.map(({ word }) => word)];
    this.#isClose.value = all.some(({ value }) => value !== 0) ? 1 : 0;
  }
}
