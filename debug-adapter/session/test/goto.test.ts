import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';

async function jump(talk: Conversation, marker: string | number, thread?: string): Promise<void> {
  const line = talk.program.line(marker);
  const source = { path: talk.program.file };
  const { targets } = await talk.client.request('gotoTargets', { source, line });
  const [target] = targets as DebugProtocol.GotoTarget[];
  talk.say(`> goto ${marker}: ${target?.label ?? 'no target'}`);
  if (target === undefined) return;
  const threadId = await talk.threadId(thread ?? '');
  const response = await talk.client.send('goto', { threadId, targetId: target.id });
  if (response.success) await talk.stopped();
  else talk.say(`error: ${response.message}`);
}

test('jumps forwards and backwards', async () => {
  const talk = await Conversation.stoppedAt('jumping.py', 'start', 'end');
  await jump(talk, 'end');
  await talk.go('next');
  await jump(talk, 'start');
  await talk.go('next');
  await talk.go('continue');
  await jump(talk, 'start');
  await talk.setBreakpoints();
  await talk.finish();
  talk.assertGolden('jumps');
});

test('says where it cannot jump, and why', async () => {
  const talk = await Conversation.stoppedAt('jumping.py', 'start', 'inner');
  await jump(talk, 'body');
  await jump(talk, 'outside');
  await jump(talk, 'start', 'sleeper');
  await talk.setBreakpoints('inner');
  await talk.go('continue');
  await talk.go('stepOut');
  await jump(talk, 'start');
  await talk.setBreakpoints();
  await talk.finish();
  talk.assertGolden('jumps that are refused');
});
