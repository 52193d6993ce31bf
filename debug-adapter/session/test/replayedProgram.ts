import path from 'node:path';
import type { TestContext } from 'node:test';
import { Recordings } from '../../cli/test/recordedRun.ts';
import { Conversation } from './conversation.ts';
import { Program } from './program.ts';

/** Records a program of the tests, without the debugger. @returns the path of the recording. */
export async function record(context: TestContext, program: string): Promise<string> {
  const recordings = new Recordings();
  context.after(() => recordings.remove());
  const file = recordings.file('run.rec');
  await recordings.record(file, new Program(program).file);
  return file;
}

/** Launches a replay of a program of the tests, up to where breakpoints are set. */
export async function replay(
  context: TestContext,
  program: string,
  configuration: object = {},
): Promise<Conversation> {
  const file = await record(context, program);
  return Conversation.launch(program, {
    program: undefined,
    replay: file,
    cwd: path.dirname(new Program(program).file),
    ...configuration,
  });
}
