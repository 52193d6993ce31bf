import fs from 'node:fs';
import v8 from 'node:v8';

/** Mappings that the process needs besides the stacks of contexts. */
const OTHER_MAPPINGS = 8_000;
/** V8 maps each stack in two regions. */
const MAPPINGS_PER_STACK = 2;
/** Where the system does not tell its limit. */
const DEFAULT_CONTEXTS = 10_000;

/**
 * How many contexts a guest may have at a time. Each live one is an engine
 * stack, and V8 aborts the whole process when it cannot map another.
 */
export function contextCapacity(): number {
  try {
    const limit = Number(fs.readFileSync('/proc/sys/vm/max_map_count', 'utf8'));
    return Math.floor((limit - OTHER_MAPPINGS) / MAPPINGS_PER_STACK);
  } catch {
    return DEFAULT_CONTEXTS;
  }
}

/** How deep a context's stack may grow, in KiB: enough for an interpreter that limits its recursion itself. */
const STACK_LIMIT = 7_000;

/**
 * Lets the stacks of contexts grow. Without it a stack has 984 KiB, which
 * a large program overflows before it notices that a recursion is too deep. Must be
 * called before the guest's module is compiled, but not before its worker has started:
 * with other flags than it was built with, Node compiles itself anew in each worker,
 * which takes as long as the rest of its start. An engine that does not know the flags
 * ignores them.
 */
export function prepareEngine(): void {
  v8.setFlagsFromString('--experimental-wasm-growable-stacks');
  v8.setFlagsFromString(`--stack-size=${STACK_LIMIT}`);
}

/** The size of a guest thread's own stack, in MiB; room for {@link STACK_LIMIT} and the engine. */
export const THREAD_STACK_SIZE = 16;
