import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';

async function locations(talk: Conversation, marker: string, range: object = {}): Promise<void> {
  const line = talk.program.line(marker);
  const { breakpoints } = await talk.client.request('breakpointLocations', {
    source: { path: talk.program.file },
    line,
    ...range,
  });
  const text = (breakpoints as DebugProtocol.BreakpointLocation[]).map(
    place => `${place.line}:${place.column} to ${place.endLine}:${place.endColumn}`,
  );
  talk.say(`locations at ${marker}: ${text.join(', ')}`);
}

test('breakpoints on one of several statements', async () => {
  const talk = await Conversation.launch('places.py');
  await locations(talk, 'several');
  await locations(talk, 'wide');
  await locations(talk, 'lambda');
  await locations(talk, 'several', {
    column: 6,
    endLine: talk.program.line('wide'),
    endColumn: 10,
  });
  await talk.setBreakpoints(
    { at: 'several', column: 13 },
    { at: 'several', column: 33 },
    { at: 'lambda', column: 31 },
  );
  await talk.run();
  await talk.stopped();
  await talk.evaluate('found');
  await talk.go('continue');
  await talk.evaluate('found');
  await talk.go('continue');
  await talk.setBreakpoints({ at: 'wide', column: 25 }, { at: 'print', column: 9 });
  await talk.go('continue');
  await talk.evaluate('text');
  await talk.setBreakpoints();
  await talk.finish();
  talk.assertGolden('column breakpoints');
});

test('breakpoints for one continuation', async () => {
  const talk = await Conversation.stoppedAt('places.py', 'print');
  await talk.setBreakpoints({ at: 'print', mode: 'this', condition: 'number > 0' }, 'call');
  await talk.go('continue');
  await talk.setBreakpoints({ at: 'print', mode: 'this' });
  await talk.go('continue');
  await talk.finish();
  talk.assertGolden('breakpoints for one continuation');
});
