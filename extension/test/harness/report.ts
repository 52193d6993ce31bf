import type { TestResult } from '../suite/results.ts';

/** Prints each result as a line, and counts. */
export class Report {
  #passed = 0;
  #failed = 0;

  add({ title, milliseconds, failure }: TestResult): void {
    if (failure === undefined) this.#passed++;
    else this.#failed++;
    const seconds = (milliseconds / 1000).toFixed(1);
    console.log(`${failure === undefined ? 'ok    ' : 'FAILED'} ${title} (${seconds} s)`);
    if (failure !== undefined) console.log(failure.replaceAll(/^/gm, '    '));
  }

  /** Runs a test, and adds its result. */
  async test(title: string, body: () => Promise<void>): Promise<void> {
    const start = performance.now();
    const failure = await body().then(
      () => ({}),
      error => ({ failure: String(error instanceof Error ? error.stack : error) }),
    );
    this.add({ title, milliseconds: performance.now() - start, ...failure });
  }

  /** @returns whether all is well: a run without tests is not. */
  finish(): boolean {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#passed > 0 && this.#failed === 0;
  }
}
