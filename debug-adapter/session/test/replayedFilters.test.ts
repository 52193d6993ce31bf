/** Filters of exceptions and switches, and their conditions, in recorded programs. */
import { test } from 'node:test';
import { replay } from './replayedProgram.ts';

test('a replay stops at switches that a condition is true of', async t => {
  const talk = await replay(t, 'switching.py');
  const filter = (condition: string) => ({ filterId: 'switch', condition });
  await talk.run([filter("event == 'throw' and target.name == 'worker'")]);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.setFilters(filter("origin.state == 'dead'"));
  await talk.go('continue');
  await talk.setFilters(filter("origin.name == 'main' and target.parent is origin.greenlet"));
  await talk.go('continue');
  await talk.go('reverseContinue');
  await talk.go('reverseContinue');
  await talk.go('reverseContinue');
  await talk.setFilters(filter('origin.missing'));
  await talk.go('continue');
  await talk.setFilters(filter('origin =='));
  await talk.client.close();
  talk.assertGolden('switches that conditions are true of, in a replay');
});
