/** A WebAssembly function on a stack. */
export interface NativeFrame {
  /** From the module's name section. */
  readonly name: string;
  /** Its index among the module's functions. */
  readonly functionIndex: number;
  /** Where it stands: an offset into the module's binary. */
  readonly offset: number;
}

/** How many frames of a stack are kept at most, the innermost first. */
const MOST_FRAMES = 200;

/** As V8 writes a WebAssembly frame: `at NAME (wasm://…:wasm-function[INDEX]:0xOFFSET)`. */
const WASM_FRAME = /^\s*at (?:(.*) \()?wasm:\/\/.*?:wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?$/;

/**
 * The WebAssembly stacks of sleeping contexts, taken where each fell asleep in
 * an import. Taking one costs microseconds, so nobody does unless asked to.
 */
export class NativeStacks {
  readonly #taken = new Map<number, { stack?: string }>();
  readonly #exists: (context: number) => boolean;
  /** From how many stacks on to look for those of contexts that are gone. */
  #limit = 1024;

  /** @param exists whether there is such a context, still. */
  constructor(exists: (context: number) => boolean) {
    this.#exists = exists;
    Error.stackTraceLimit = MOST_FRAMES;
  }

  /** To be called in an import, on the stack of a context that may fall asleep. */
  take(context: number): void {
    const holder: { stack?: string } = {};
    // The engine writes the text when somebody reads it, and most are never read.
    Error.captureStackTrace(holder, NativeStacks.prototype.take);
    this.#taken.set(context, holder);
    if (this.#taken.size >= this.#limit) this.#forgetGone();
  }

  /** The frames of a sleeping context, innermost first. */
  frames(context: number): NativeFrame[] {
    const lines = this.#taken.get(context)?.stack?.split('\n') ?? [];
    return lines.flatMap(line => {
      const [, name = '', index, offset] = WASM_FRAME.exec(line) ?? [];
      if (index === undefined || offset === undefined) return [];
      // The engine puts the module's name before the function's.
      const functionName = name.slice(name.indexOf('.wasm.') + 1).replace(/^wasm\./, '');
      return [
        {
          name: functionName || `wasm-function[${index}]`,
          functionIndex: Number(index),
          offset: Number.parseInt(offset, 16),
        },
      ];
    });
  }

  #forgetGone(): void {
    for (const context of this.#taken.keys()) {
      if (!this.#exists(context)) this.#taken.delete(context);
    }
    this.#limit = Math.max(1024, 2 * this.#taken.size);
  }
}
