import fs from 'node:fs';
import v8 from 'node:v8';
import { onNewStack } from '../jspi.ts';

let atStart: number | undefined;

/**
 * What tells an engine with these flags from others, as they are when this is called first: it has to be called before a
 * guest changes them.
 */
export function engineAtStart(): number {
  atStart ??= v8.cachedDataVersionTag();
  return atStart;
}

/** Mappings that the process needs besides stacks and workers, and for stacks that grow. */
const OTHER_MAPPINGS = 8_000;

/**
 * The most mappings that V8 needs for each live stack. While all live, the system joins
 * neighbours that are alike: 20,000 take none (V8 13.6, Node 24), or two each (14.1 to
 * 14.6, Node 25 and 26). But a stack that has ended leaves its addresses mapped, without
 * memory. When every other one has ended, each that lives is a mapping of its own, with
 * such a gap beside it, and from 14.1 on a guard page at either end. `engine.test.ts`
 * measures it.
 */
export const MAPPINGS_PER_STACK = Number.parseInt(process.versions.v8, 10) < 14 ? 2 : 4;

/** Where the system does not tell its limit. */
const DEFAULT_CONTEXTS = 10_000;

/** However high the system's limit is: so many take a gigabyte of memory. */
const MOST_CONTEXTS = 65_536;

/**
 * What a worker takes of the capacity for contexts: the stacks of its main context, of
 * callbacks, and of the 4 MiB that V8 keeps for later, and a thread's own mappings.
 */
export const STACKS_OF_WORKER = 40;

/**
 * How many contexts may exist at a time in this process. Each that has started is an
 * engine stack, and V8 aborts the whole process when it cannot map another.
 */
export function contextCapacity(): number {
  try {
    const limit = Number(fs.readFileSync('/proc/sys/vm/max_map_count', 'utf8'));
    return Math.min(Math.floor((limit - OTHER_MAPPINGS) / MAPPINGS_PER_STACK), MOST_CONTEXTS);
  } catch {
    return DEFAULT_CONTEXTS;
  }
}

/** How deep a context's stack may grow, in KiB: enough for an interpreter that limits its recursion itself. */
const STACK_LIMIT = 12_000;

/** What V8 gives a stack at first, in KiB. */
export const FIRST_STACK = 984;

/**
 * The flag that lets stacks grow, which V8 15.6 has given another name. V8 asks for it more than once while it optimises a
 * function, and ends the process when it has changed in between. Node optimises the WebAssembly with which it strips types
 * from modules, some 300 ms after its start, and starts with the flag where such modules run guests.
 */
export const GROWABLE_STACKS = growableStacks(process.versions.v8);

/** {@link GROWABLE_STACKS} of a Node with another version of V8. */
export function growableStacks(v8Version: string): string {
  return isAtLeast(v8Version, 15, 6)
    ? '--wasm-growable-stacks'
    : '--experimental-wasm-growable-stacks';
}

/**
 * Lets the stacks of contexts grow. Without it a stack has {@link FIRST_STACK}, which
 * a large program overflows before it notices that a recursion is too deep. Must be
 * called before the guest's module is compiled, but not before its worker has started:
 * with other flags than it was built with, Node compiles itself anew in each worker,
 * which takes as long as the rest of its start.
 */
export function prepareEngine(): void {
  v8.setFlagsFromString(GROWABLE_STACKS);
  v8.setFlagsFromString(`--stack-size=${STACK_LIMIT}`);
}

/** The size of a guest thread's own stack, in MiB; room for {@link STACK_LIMIT} and the engine. */
export const THREAD_STACK_SIZE = 16;

/**
 * Makes a call on a new stack that has all its depth from the start. V8, at least up to 14.2, takes a
 * function whose frame lies across the end of a stack that could grow for an overflow when it comes to the check of
 * a loop. A recursion in C that goes on and on meets such a place, mostly before CPython ends it. A stack for each
 * context would cost 200 µs a context, since V8 keeps none of that size for the next.
 */
export function onDeepStack<Result>(call: () => Result): Result {
  const callDeep = (): Result => {
    v8.setFlagsFromString(`--wasm-stack-switching-stack-size=${STACK_LIMIT}`);
    try {
      return call();
    } finally {
      v8.setFlagsFromString(`--wasm-stack-switching-stack-size=${FIRST_STACK}`);
    }
  };
  const isFirst = !hasRun;
  hasRun = true;
  return isFirst ? callDeep() : onNewStack(callDeep);
}

/** Whether stacks may have ended in this worker. */
let hasRun = false;

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [own = 0, ownMinor = 0] = version.split('.').map(Number);
  return own > major || (own === major && ownMinor >= minor);
}
