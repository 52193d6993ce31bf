/** A WebAssembly function on a stack. */
export interface NativeFrame {
  /** From the module's name section. */
  readonly name: string;
  /** The file of a module that was linked while the program runs, as it was called when it was made. */
  readonly library: string | undefined;
  /** Its index among the module's functions. */
  readonly functionIndex: number;
  /** Where it stands: an offset into the module's binary. */
  readonly offset: number;
}

/** How many frames of a stack are kept at most, the innermost first. */
const MOST_FRAMES = 200;

/** As V8 writes a WebAssembly frame: `at MODULE.NAME (URL:wasm-function[INDEX]:0xOFFSET)`, where it has names. */
const V8_FRAME = /^\s*at (?:(.*) \()?(\S*):wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?$/;

/** As SpiderMonkey does: `MODULE.NAME@URL:wasm-function[INDEX]:0xOFFSET`. */
const SPIDERMONKEY_FRAME = /^(.*)@(.*):wasm-function\[(\d+)\]:0x([0-9a-f]+)$/;

/** The URL that V8 makes up for a module that was not fetched. */
const MADE_URL = /^wasm:\/\/wasm\/(?:(.*)-)?[0-9a-f]+$/;

/** Where the URL is that of a fetched module, its own name is told by how files are called. */
const WITH_MODULE = /^([^\s(<]+?\.(?:wasm|so(?:\.\d+)*))\./;

/** What the files of such modules are called; programs are called otherwise. */
const LIBRARY = /\.so(\.\d+)*$/;

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
    return lines.flatMap(line => frameIn(line) ?? []);
  }

  #forgetGone(): void {
    for (const context of this.#taken.keys()) {
      if (!this.#exists(context)) this.#taken.delete(context);
    }
    this.#limit = Math.max(1024, 2 * this.#taken.size);
  }
}

function frameIn(line: string): NativeFrame | undefined {
  const [, whole = '', url, index, offset] =
    V8_FRAME.exec(line) ?? SPIDERMONKEY_FRAME.exec(line) ?? [];
  if (url === undefined || index === undefined || offset === undefined) return undefined;
  const made = MADE_URL.exec(url);
  const module = made === null ? WITH_MODULE.exec(whole)?.[1] : made[1];
  const isNamed = module !== undefined && whole.startsWith(`${module}.`);
  return {
    name: (isNamed ? whole.slice(module.length + 1) : whole) || `wasm-function[${index}]`,
    library: module !== undefined && LIBRARY.test(module) ? module : undefined,
    functionIndex: Number(index),
    offset: Number.parseInt(offset, 16),
  };
}
