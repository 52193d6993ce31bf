/**
 * The collection of garbage when the memory of a guest has become some.
 *
 * V8 collects garbage by the growth of its heap and of what it counts outside of it. Memory that
 * threads share counts for nothing, since it would be counted in each of them
 * (`BackingStore::PerIsolateAccountingLength`): the gigabyte of a guest is an object of some hundred
 * bytes, in the part of the heap that only full collections look at. An adapter that waits for
 * requests never makes one, and a busy one so rarely that the machine runs out of memory before.
 * Nothing else gives the memory back: what is shared can be neither shrunk nor detached.
 */
import v8 from 'node:v8';
import vm from 'node:vm';

/** How long a process with nothing left to do may take to end, in milliseconds. */
const LONGEST_END = 50;

let collect: NodeJS.GCFunction | undefined;
let isScheduled = false;

/**
 * Collects the garbage of this thread, which takes some ten milliseconds, when the work at hand is
 * done and has let go of what it used. A process with nothing left to do ends without.
 */
export function collectGarbageSoon(): void {
  if (isScheduled) return;
  isScheduled = true;
  setTimeout(() => {
    isScheduled = false;
    collect ??= findCollector();
    collect?.();
  }, LONGEST_END).unref();
}

/**
 * V8's own function; undefined in an engine that does not offer it. It is a global one of contexts
 * that are made while a flag is set; `HeapProfiler.collectGarbage` of `node:inspector` needs none,
 * but collects twice and drops compiled code of all guests that run.
 */
function findCollector(): NodeJS.GCFunction | undefined {
  v8.setFlagsFromString('--expose-gc');
  try {
    return vm.runInNewContext('globalThis.gc');
  } finally {
    v8.setFlagsFromString('--no-expose-gc');
  }
}
