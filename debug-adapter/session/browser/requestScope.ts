import type { RequestScope } from '../platform/requestScope.ts';

/**
 * Knows the request while what answers it runs up to where it first waits: browsers do not follow it any
 * further (TC39's AsyncContext would). All that can be cancelled is asked of the agent by then.
 */
class BeginningScope implements RequestScope {
  #request: number | undefined;

  run<Result>(request: number, work: () => Result): Result {
    const outer = this.#request;
    this.#request = request;
    try {
      return work();
    } finally {
      this.#request = outer;
    }
  }

  getStore(): number | undefined {
    return this.#request;
  }
}

export function makeRequestScope(): RequestScope {
  return new BeginningScope();
}
