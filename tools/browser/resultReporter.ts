import type { TestEvent } from 'node:test/reporters';

/** How a test of a conversation went. */
export interface TestOutcome {
  /** After those of the suites that it is in, as patterns of names are held against it. */
  readonly name: string;
  readonly isSkipped: boolean;
  /** Why it failed, if it did. */
  readonly failure?: string;
}

/** A reporter for `node --test` that tells of each test, but of no suite, in a line of JSON. */
export default async function* resultReporter(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  const path: string[] = [];
  for await (const event of events) {
    if (event.type === 'test:start') {
      path.splice(event.data.nesting, path.length, event.data.name);
      continue;
    }
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    const { nesting, name, skip, details } = event.data;
    if (details.type === 'suite') continue;
    const outcome: TestOutcome = {
      name: [...path.slice(0, nesting), name].join(' '),
      isSkipped: skip !== undefined && skip !== false,
      ...(event.type === 'test:fail' ? { failure: textOf(event.data.details.error) } : {}),
    };
    yield `${JSON.stringify(outcome)}\n`;
  }
}

function textOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? error.message);
}
