/** Stands in for `node:test`, as far as the runtime's tests use it: they run in the order in which they were told of. */

type Body = () => unknown;

/** How a test ended. */
export interface TestResult {
  readonly name: string;
  /** Why it failed, if it did. */
  readonly failure?: string;
}

/** What was told of in a `describe`, or outside of any. */
class Suite {
  readonly name: string;
  readonly tests: { readonly name: string; readonly body: Body }[] = [];
  readonly first: Body[] = [];
  readonly beforeEach: Body[] = [];
  readonly afterEach: Body[] = [];

  constructor(name: string) {
    this.name = name;
  }
}

const suites: Suite[] = [new Suite('')];

let current = suites[0] as Suite;

export function describe(name: string, body: () => void): void {
  const outer = current;
  current = new Suite(`${outer.name}${name}: `);
  suites.push(current);
  body();
  current = outer;
}

export function test(name: string, body: Body): void {
  current.tests.push({ name, body });
}

export function before(body: Body): void {
  current.first.push(body);
}

export function beforeEach(body: Body): void {
  current.beforeEach.push(body);
}

export function afterEach(body: Body): void {
  current.afterEach.push(body);
}

export default (name: string, body: Body): void => test(name, body);

/** Runs all tests that were told of. */
export async function runTests(): Promise<TestResult[]> {
  const results: TestResult[] = [];
  for (const suite of suites) {
    for (const body of suite.first) await body();
    for (const { name, body } of suite.tests) {
      const bodies = [...suite.beforeEach, body, ...suite.afterEach];
      results.push(await runTest(suite.name + name, bodies));
    }
  }
  return results;
}

async function runTest(name: string, bodies: readonly Body[]): Promise<TestResult> {
  try {
    for (const body of bodies) await body();
    return { name };
  } catch (error) {
    return { name, failure: error instanceof Error ? `${error}\n${error.stack}` : String(error) };
  }
}
