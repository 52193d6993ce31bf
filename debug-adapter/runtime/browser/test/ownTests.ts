/** Runs those of the runtime's own tests that a bundle brings, in the web worker that it is loaded in, and tells their results. */
import { runTests } from './standIns/nodeTest.ts';

// A page is not told of the memory of its process, by which a test sees that nothing is left behind.
Object.assign(globalThis, { process: { memoryUsage: () => ({ rss: 0 }) } });

/** To be called when the tests are loaded. */
export function tellResults(): void {
  void runTests().then(results => postMessage(results));
}
