// The whole of it would be ten times as much to load.
import * as z from 'zod/mini';

/** What is asked of `wasix_tests`, the program that finds and runs tests in WASIX Python. */
export interface TestRequest {
  readonly framework: Framework;
  /** Whether to run the tests, and not only to find them. */
  readonly runs: boolean;
  /** What the user adds to the command line of `pytest`, or of `unittest discover`. */
  readonly arguments: readonly string[];
  /** The ids of what is wanted: folders, files, classes, tests; all when there are none. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Whether a debugger looks on, whose console is to have the output at once. */
  readonly debugs: boolean;
  /** Whether to tell which lines were executed. */
  readonly covers: boolean;
}

export type Framework = 'unittest' | 'pytest';

/** Counted from 1. */
const line = z.int().check(z.positive());

/** A line of the user's own code that was being executed; files are named from the tested folder. */
const frame = z.object({ label: z.string(), file: z.string(), line: line });

const outcome = z.object({
  event: z.enum(['passed', 'failed', 'errored', 'skipped']),
  /** None when what failed belongs to no test, class or file. */
  id: z.optional(z.string()),
  /** In milliseconds. */
  duration: z.optional(z.number()),
  message: z.optional(z.string()),
  expected: z.optional(z.string()),
  actual: z.optional(z.string()),
  /** Innermost first. */
  stack: z._default(z.array(frame), []),
});

const coverage = z.object({
  event: z.literal('coverage'),
  file: z.string(),
  executed: z.array(z.number()),
  missed: z.array(z.number()),
  functions: z.array(
    z.object({
      name: z.string(),
      line: z.number(),
      end: z.number(),
      isExecuted: z.boolean(),
    }),
  ),
});

const item = z.object({
  event: z.literal('item'),
  id: z.string(),
  /** The id of what holds it, which has been told of before. */
  parent: z.string(),
  label: z.string(),
  file: z.string(),
  line: z.optional(line),
  /** Whether it is a part of a test, that cannot be run alone: a `subTest`. */
  isPart: z._default(z.boolean(), false),
});

const problem = z.object({
  event: z.literal('problem'),
  /** None when it concerns all tests. */
  file: z.optional(z.string()),
  line: z.optional(line),
  /** None when the framework has printed it. */
  message: z.optional(z.string()),
});

/** What `wasix_tests` tells, a line of JSON each. Lines of files start at 1. */
const testEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('file'), id: z.string() }),
  item,
  problem,
  /** A package that the framework is in is not installed. */
  z.object({ event: z.literal('missing'), module: z.string() }),
  z.object({ event: z.literal('started'), id: z.string() }),
  outcome,
  z.object({ event: z.literal('output'), id: z.optional(z.string()), text: z.string() }),
  coverage,
  z.object({ event: z.literal('end') }),
]);

export type TestEvent = z.output<typeof testEvent>;
export type ItemEvent = z.output<typeof item>;
export type Outcome = z.output<typeof outcome>;
export type ProblemEvent = z.output<typeof problem>;
export type CoverageEvent = z.output<typeof coverage>;

/** @returns undefined for a line that is no event: a test can write into the file, too. */
export function parseEvent(line: string): TestEvent | undefined {
  try {
    return testEvent.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
