import { test } from 'node:test';
import { setFunctionBreakpoints } from './breakpointRequests.ts';
import { Conversation, describeBinding } from './conversation.ts';

test('breakpoints in a file that the program writes, and again after a restart', async () => {
  const talk = await Conversation.launch('late.py');
  const { breakpoints } = await talk.client.request('setBreakpoints', {
    source: { path: '/tmp/written_late.py' },
    breakpoints: [{ line: 2 }, { line: 30 }],
  });
  for (const answer of breakpoints) talk.say(`breakpoint: ${describeBinding(answer)}`);
  await setFunctionBreakpoints(talk, 'written_late.hello');
  await talk.run();
  await talk.stopped();
  talk.say('> restart');
  await talk.client.request('restart');
  await talk.stopped();
  await talk.finish();
  talk.assertGolden('breakpoints in a file that is written late');
});
