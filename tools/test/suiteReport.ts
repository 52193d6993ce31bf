import { straightTable } from '../pages/straightTable.ts';
import { type Expectation, expectationOf } from './expectation.ts';
import type { ModuleResults, TestResult } from './unittestModule.ts';

const OUTCOMES = ['passed', 'failed', 'skipped', 'not run'] as const;

/** How many tests of a suite went how. */
type Counts = Record<(typeof OUTCOMES)[number], number>;

/** Somebody's tests, and what is known of them. */
export interface Suites {
  /** What the names of all tests begin with: nobody needs to read it. */
  readonly prefix: string;
  readonly expectations: readonly Expectation[];
}

/** How somebody's own tests went, and what of it was not expected. */
export class SuiteReport {
  readonly surprises: string[] = [];
  readonly #known: Suites;
  readonly #suites = new Map<string, Counts>();
  readonly #reasons = new Map<string, number>();
  readonly #all: TestResult[] = [];

  constructor(known: Suites) {
    this.#known = known;
  }

  /** Takes the results of a module, or part of one, that belongs to a suite. */
  add(suite: string, { results, notRun, problem }: ModuleResults): void {
    const counts = this.#suites.get(suite) ?? nothing();
    this.#suites.set(suite, counts);
    if (problem !== undefined) this.surprises.push(problem);
    for (const test of notRun) {
      counts['not run']++;
      this.#countReason(this.#expectationOf(this.#shorten(test)));
    }
    for (const result of results) {
      const test = { ...result, test: this.#shorten(result.test) };
      counts[test.outcome]++;
      this.#all.push(test);
      this.#judge(test);
    }
  }

  /** A line for each test that did not pass. */
  get details(): readonly string[] {
    return this.#all
      .filter(({ outcome }) => outcome !== 'passed')
      .map(({ test, outcome, detail }) => `${test} ${outcome}: ${lastLine(detail)}`);
  }

  /** The counts of all suites together. */
  get total(): Counts {
    const total = nothing();
    for (const counts of this.#suites.values()) {
      for (const outcome of OUTCOMES) total[outcome] += counts[outcome];
    }
    return total;
  }

  /** The counts as a table in Markdown, and why tests do not pass. */
  get table(): string {
    const rows = [...this.#suites].map(([suite, counts]) => row(`\`${suite}\``, counts));
    const reasons = [...this.#reasons]
      .sort(([, one], [, other]) => other - one)
      .map(([reason, count]) => `- ${count}: ${reason}`);
    return [
      ...straightTable([['tests of', ...OUTCOMES], ...rows, row('all', this.total)]),
      '',
      'Why those failed or are not run:',
      '',
      ...reasons,
    ].join('\n');
  }

  #judge({ test, outcome, detail }: TestResult): void {
    const known = this.#expectationOf(test);
    if (outcome === 'failed' && known?.outcome === 'failed') this.#countReason(known);
    else if (outcome === 'failed') this.surprises.push(`${test} failed: ${detail}`);
    else if (outcome === 'passed' && known !== undefined && !known.mayPass) {
      this.surprises.push(`${test} passed, and is listed as ${known.outcome}`);
    }
  }

  #expectationOf(test: string): Expectation | undefined {
    return expectationOf(test, this.#known.expectations);
  }

  #shorten(test: string): string {
    const { prefix } = this.#known;
    return test.startsWith(prefix) ? test.slice(prefix.length) : test;
  }

  #countReason(known: Expectation | undefined): void {
    if (known === undefined) return;
    this.#reasons.set(known.reason, (this.#reasons.get(known.reason) ?? 0) + 1);
  }
}

function nothing(): Counts {
  return { passed: 0, failed: 0, skipped: 0, 'not run': 0 };
}

function row(name: string, counts: Counts): string[] {
  return [name, ...OUTCOMES.map(outcome => String(counts[outcome]))];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
