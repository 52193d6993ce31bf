import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { setFunctionBreakpoints } from './breakpointRequests.ts';
import { type BreakpointRequest, Conversation, describeBinding } from './conversation.ts';
import { Program } from './program.ts';

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

/** Runs a program in a folder of its own up to the marker `look`, before which its file can be changed. */
async function lookAtCopy(
  context: TestContext,
  name: string,
  ...requests: BreakpointRequest[]
): Promise<Conversation> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'breakpoints-')));
  context.after(() => fs.rmSync(folder, { recursive: true }));
  const file = path.join(folder, name);
  fs.copyFileSync(new Program(name).file, file);
  const talk = await Conversation.launch(file);
  await talk.setBreakpoints('look', ...requests);
  await talk.run();
  await talk.stopped();
  return talk;
}

const fifth: BreakpointRequest = { at: 'early', hitCondition: '5' };
const second: BreakpointRequest = { at: 'late', column: 24, condition: 'number > 0' };

test('breakpoints that stay when their file goes', async context => {
  const talk = await lookAtCopy(context, 'outliving.py', fifth, second);
  fs.rmSync(talk.program.file);
  await talk.go('continue');
  await talk.go('continue');
  await talk.client.close();
  talk.assertGolden('breakpoints that stay when their file goes');
});

for (const [what, change] of [
  ['gone', file => fs.rmSync(file)],
  ['no Python any more', file => fs.writeFileSync(file, 'def late(:\n')],
] satisfies [string, (file: string) => void][]) {
  test(`breakpoints in a file that is ${what} while the program runs`, async context => {
    const talk = await lookAtCopy(context, 'outliving.py', fifth, second);
    change(talk.program.file);
    await talk.setBreakpoints(fifth, second);
    await talk.go('continue');
    await talk.go('continue');
    await talk.client.close();
    talk.assertGolden('breakpoints in a file that is gone');
  });
}
