import { test } from 'node:test';
import { Conversation } from './conversation.ts';

test('a program that closes all descriptors stays under its debugger', async () => {
  const talk = await Conversation.launch('closing.py');
  await talk.setBreakpoints('end');
  await talk.run();
  await talk.client.event('output', body => body.output === 'closed all\n');
  await talk.client.event('stopped', body => body.reason === 'breakpoint');
  await talk.client.request('continue', { threadId: 1 });
  await talk.client.event('exited', body => body.exitCode === 0);
  await talk.client.close();
});
