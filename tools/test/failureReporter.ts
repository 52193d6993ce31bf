import type { TestEvent } from 'node:test/reporters';

/** A reporter for `node --test` that tells of failed tests alone: where each is, and its error. */
export default async function* failureReporter(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:fail') continue;
    const { name, file, line, details } = event.data;
    const { cause, failureType } = details.error as Error & { failureType?: string };
    // A suite fails because of its tests, which are told of.
    if (failureType === 'subtestsFailed') continue;
    const reason = cause instanceof Error ? cause.stack : (cause ?? details.error.message);
    yield `${file}:${line}: ${name}\n${reason}\n\n`;
  }
}
