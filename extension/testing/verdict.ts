import { Problem } from '../problem.ts';
import type { ProblemEvent, TestEvent } from './events.ts';

/** The package that a framework is in is not there. */
export class MissingFrameworkProblem extends Problem {
  /** What Python imports it by. */
  get module(): string {
    return this.values[0] as string;
  }
}

/** Passes events on, and finds out whether tests could be looked for at all. */
export class Verdict {
  readonly #accept: (event: TestEvent) => void;
  #missing: string | undefined;
  #problem: ProblemEvent | undefined;
  #hasEnded = false;

  constructor(accept: (event: TestEvent) => void) {
    this.#accept = accept;
  }

  accept(event: TestEvent): void {
    if (event.event === 'missing') this.#missing = event.module;
    else if (event.event === 'problem' && event.file === undefined) this.#problem = event;
    else if (event.event === 'end') this.#hasEnded = true;
    this.#accept(event);
  }

  /**
   * @param reason what the program has said last on standard error.
   * @throws Problem when tests could not be looked for.
   */
  require(reason: string | undefined): void {
    if (this.#missing !== undefined) {
      throw new MissingFrameworkProblem(
        '{0} is not installed for WASIX Python in this folder.',
        this.#missing,
      );
    }
    if (this.#problem !== undefined) {
      const why = this.#problem.message ?? reason ?? 'pytest';
      throw new Problem('The tests could not be looked for: {0}', why);
    }
    if (!this.#hasEnded) {
      const why = reason ?? 'wasix_tests';
      throw new Problem('The program that runs the tests ended too early: {0}', why);
    }
  }
}
