import path from 'node:path';
import { Conversation, type ResumeCommand } from './conversation.ts';
import { assertGolden } from './goldenText.ts';

/**
 * Steps through a program, from the line with a marker on, and compares with the golden text where
 * each step ended: in the program's own code, since the frames of others do not count.
 *
 * @param filters where the program stops at exceptions.
 */
export async function walk(
  name: string,
  program: string,
  marker: string,
  commands: readonly ResumeCommand[],
  configuration: object = {},
  filters: string[] = [],
): Promise<void> {
  const talk = await Conversation.launch(program, {
    rules: [{ path: '**/library_*.py', include: false }],
    ...configuration,
  });
  await talk.setBreakpoints(marker);
  await talk.run(filters);
  let { threadId } = await talk.client.event('stopped');
  await talk.setBreakpoints();
  const places = [await place(talk, threadId)];
  for (const command of commands) {
    await talk.client.request(command, { threadId });
    const { event, body } = await talk.client.eventOf('stopped', 'terminated');
    threadId = body?.threadId;
    const end = event === 'stopped' ? await place(talk, threadId) : 'the end of the program';
    places.push(`> ${command}: ${end}`);
  }
  await talk.client.close();
  assertGolden(name, `${places.join('\n')}\n`);
}

async function place(talk: Conversation, threadId: number): Promise<string> {
  const own = (await talk.frames(threadId)).filter(
    ({ presentationHint }) => presentationHint === undefined || presentationHint === 'normal',
  );
  return own
    .map(({ name, source, line }) => `${name} ${path.basename(source?.path ?? '')}:${line}`)
    .join(' ← ');
}
