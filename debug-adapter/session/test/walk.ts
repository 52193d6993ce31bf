import path from 'node:path';
import { Conversation, type ResumeCommand, type ThreadName } from './conversation.ts';
import { assertGolden } from './goldenText.ts';

/**
 * Steps through a program, from the line with a marker on, and compares with the golden text where
 * each step ended: in the program's own code, since the frames of others do not count.
 *
 * @param commands each for the thread that has stopped, or for another one.
 * @param filters where the program stops at exceptions.
 */
export async function walk(
  name: string,
  program: string,
  marker: string,
  commands: readonly (ResumeCommand | readonly [ResumeCommand, ThreadName])[],
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
  for (const each of commands) {
    const [command, thread] = typeof each === 'string' ? [each] : each;
    if (thread !== undefined) threadId = await talk.threadId(thread);
    await talk.client.request(command, { threadId });
    const { event, body } = await talk.client.eventOf('stopped', 'terminated');
    threadId = body?.threadId;
    const end = event === 'stopped' ? await place(talk, threadId) : 'the end of the program';
    places.push(`> ${command}${thread === undefined ? '' : ` in ${thread}`}: ${end}`);
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
