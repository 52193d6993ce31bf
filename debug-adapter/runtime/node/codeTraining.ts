import { execFileSync } from 'node:child_process';
import v8 from 'node:v8';
import { prepareEngine } from './engine.ts';
import { intrinsic } from './intrinsics.ts';

/**
 * V8's flags while it learns. Its first compiler counts, for each call through a pointer, whom it
 * called; its second puts the functions that are called most into their callers, which in an
 * interpreter is where most of the time goes. By itself it compiles a function for the second time
 * after 13 million units (about the bytes of code that were executed), which the evaluation loop has
 * used up before it has seen anything but the start of Python; and it leaves calls through pointers
 * as they are. There is no `--wasm-deopt`, which would make such calls faster still: code that
 * takes itself back when it was wrong wants the counts, which are not kept.
 */
const LEARNING: Readonly<Record<string, string>> = {
  'wasm-tiering-budget': '=33554432',
  // Not beside the program, which would learn more or less by how long that takes.
  'wasm-sync-tier-up': '',
  'wasm-inlining-call-indirect': '',
  'wasm-inlining-budget': '=80000',
  'wasm-inlining-max-size': '=6000',
  'wasm-inlining-factor': '=20',
};

/**
 * What V8 does without where it compiles the rest, which is seldom called: that code is to be short, since each program
 * waits until all of it has been read. Without those counts, functions that are put into their callers make it
 * longer by half, and no faster.
 */
const INLINING = 'wasm-inlining';

/**
 * Has the engine make machine code for a program that is worth keeping: it learns from a run which
 * functions are busy, and compiles these together with what they call; then all others that a second
 * run calls are compiled as well as can be without that. Whatever compiles the same bytes in this
 * process while this lives has its code from here.
 *
 * The engine's flags are the process's: one at a time, and no other program meanwhile.
 */
export class CodeTraining {
  /** Holds the code. */
  readonly module: WebAssembly.Module;
  readonly #defaults: ReadonlyMap<string, string>;

  private constructor(module: WebAssembly.Module, defaults: ReadonlyMap<string, string>) {
    this.module = module;
    this.#defaults = defaults;
  }

  /** From here on, what runs is learned from. */
  static async begin(binary: Uint8Array<ArrayBuffer>): Promise<CodeTraining> {
    prepareEngine();
    const defaults = readDefaults();
    for (const [name, value] of Object.entries(LEARNING)) {
      // Another version of V8 may do without.
      if (defaults.has(name)) v8.setFlagsFromString(`--${name}${value}`);
    }
    return new CodeTraining(await WebAssembly.compile(binary), defaults);
  }

  /** From here on, each function that is called is compiled well at once. Nothing may be running. */
  compileTheRest(): void {
    this.#reset(Object.keys(LEARNING));
    intrinsic('FlushLiftoffCode')?.();
    v8.setFlagsFromString('--no-liftoff');
    if (this.#defaults.has(INLINING)) v8.setFlagsFromString(`--no-${INLINING}`);
  }

  /** The engine is as it was before, which it has to be for the code to be kept: V8 notes its flags. */
  end(): void {
    v8.setFlagsFromString('--liftoff');
    this.#reset([INLINING]);
  }

  #reset(flags: readonly string[]): void {
    for (const name of flags) {
      const flag = this.#defaults.get(name);
      if (flag !== undefined) v8.setFlagsFromString(flag);
    }
  }
}

/** The engine's flags as they are by default, by their names; none where it does not list them. */
function readDefaults(): Map<string, string> {
  let options: string;
  try {
    options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  } catch {
    // An editor's own, which may not know that option: it learns nothing, and compiles all the same.
    return new Map();
  }
  const flags = options.matchAll(/default: (--(?:no-)?([\w-]+)(?:=\S+)?)$/gm);
  return new Map([...flags].map(([, flag = '', name = '']) => [name, flag]));
}
