import type { TestsStream } from 'node:test';
import { straightTable } from '../pages/straightTable.ts';
import type { answers as allAnswers } from './answers.ts';
import { SUITES } from './suites.ts';

/** How many tests went how. */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** A test that is begun. */
interface Begun {
  readonly name: string;
  hasOthers: boolean;
}

/** How the tests went, by browser, whose outermost suites are called as they are, and by suite. */
export class BrowserReport {
  /** By browser and suite, in words. */
  readonly #counts = new Map<string, Counts>();
  /** Why a test was skipped, by its name, and in which browsers. */
  readonly #skipped = new Map<string, { readonly reason: string; readonly browsers: string[] }>();
  /** The tests that passed, by browser. */
  readonly #passed = new Map<string, Set<string>>();
  /** The suites and the tests around what is running, from the outside. */
  readonly #path: Begun[] = [];

  listen(events: TestsStream): void {
    events.on('test:start', ({ nesting, name }) => {
      this.#path.splice(nesting, this.#path.length, { name, hasOthers: false });
      const around = this.#path[nesting - 1];
      if (around !== undefined) around.hasOthers = true;
    });
    events.on('test:pass', ({ nesting, skip, details }) => {
      if (details.type !== 'suite') this.#count(nesting, skip ? 'skipped' : 'passed', skip);
    });
    events.on('test:fail', ({ nesting, details }) => {
      const { failureType } = details.error as { failureType?: string };
      if (failureType === 'subtestsFailed') return;
      this.#count(nesting, 'failed');
    });
  }

  get hasFailures(): boolean {
    return [...this.#counts.values()].some(({ failed }) => failed > 0);
  }

  #count(nesting: number, how: keyof Counts, reason?: string | boolean): void {
    const { name = '', hasOthers = false } = this.#path[nesting] ?? {};
    // Those in it are counted.
    if (hasOthers && how !== 'failed') return;
    const browser = this.#path[0]?.name ?? '';
    const suite = Object.values(SUITES).find(each => each === this.#path[1]?.name) ?? 'the runtime';
    const part = `${browser}, ${suite}`;
    const counts = this.#counts.get(part) ?? { passed: 0, failed: 0, skipped: 0 };
    this.#counts.set(part, counts);
    counts[how]++;
    const passed = this.#passed.get(browser) ?? new Set();
    this.#passed.set(browser, passed);
    if (how === 'passed') passed.add(name);
    if (typeof reason !== 'string') return;
    const skipped = this.#skipped.get(name) ?? { reason, browsers: [] };
    this.#skipped.set(name, skipped);
    skipped.browsers.push(browser);
  }

  /** Tables in Markdown: how many went how, and what differs between the browsers and Node. */
  table(answers: typeof allAnswers): string {
    const counts = [...this.#counts].map(([part, { passed, failed, skipped }]) =>
      [part, passed, failed, skipped].map(String),
    );
    return [
      '',
      ...straightTable([['tests in', 'passed', 'failed', 'skipped'], ...counts]),
      '',
      ...this.#differences(answers),
    ].join('\n');
  }

  /** What has the same answer everywhere is left out. */
  #differences(answers: typeof allAnswers): string[] {
    const { node, ...ofBrowsers } = Object.fromEntries(answers);
    if (node === undefined) return [];
    const browsers = Object.entries(ofBrowsers);
    const asked = [...node].map(([what, answer]) => [
      what,
      answer,
      ...browsers.map(([, its]) => its.get(what) ?? ''),
    ]);
    const differing = asked.filter(([, ...cells]) => new Set(cells).size > 1);
    const skipped = [...this.#skipped].map(([name, { reason, browsers: where }]) => [
      `the test “${name}”`,
      'passes',
      ...browsers.map(([browser]) => {
        if (where.includes(browser)) return `skipped: ${reason}`;
        return this.#passed.get(browser)?.has(name) ? 'passes' : 'is not run';
      }),
    ]);
    const headings = ['what differs', 'Node', ...browsers.map(([browser]) => browser)];
    return straightTable([headings, ...differing, ...skipped]);
  }
}
