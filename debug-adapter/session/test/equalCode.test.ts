/** Code objects that are equal, since their text is, and yet are two. */
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { setDataBreakpoints } from './breakpointRequests.ts';
import { Conversation, describeBinding } from './conversation.ts';
import { Program } from './program.ts';

const first = new Program('equal/first.py');
const second = new Program('equal/second.py');

async function stoppedIn(program: Program, marker: string): Promise<Conversation> {
  const talk = await Conversation.launch('equal_code.py');
  await talk.setBreakpointsIn(program, marker);
  await talk.run();
  await talk.stopped();
  return talk;
}

test('D2: steps go from code into code that is equal, and back', async () => {
  const talk = await stoppedIn(first, 'call');
  await talk.setBreakpointsIn(first);
  await talk.go('stepIn');
  await talk.go('next');
  await talk.go('next');
  await talk.go('next');
  await talk.go('next');
  await talk.go('stepOut');
  await talk.client.close();
  talk.assertGolden('steps between equal code');
});

test('D2: a step over a call of equal code passes it, and tells what it returned', async () => {
  const talk = await stoppedIn(first, 'direct');
  await talk.setBreakpointsIn(first);
  await talk.go('next');
  const { scopes } = await talk.client.request('scopes', { frameId: await talk.frameId() });
  const { variablesReference } = scopes.find(
    ({ presentationHint }: DebugProtocol.Scope) => presentationHint === 'returnValue',
  );
  const { variables } = await talk.client.request('variables', { variablesReference });
  for (const { name, value } of variables) talk.say(`returned from ${name}: ${value}`);
  await talk.client.close();
  talk.assertGolden('step over equal code');
});

test('D2: breakpoints in one of two modules with equal code, and in one that is loaded again', async () => {
  const talk = await stoppedIn(second, 'change');
  await talk.go('continue');
  await talk.setBreakpointsIn(second);
  await talk.setBreakpointsIn(first, 'change');
  await talk.go('continue');
  await talk.go('continue');
  await talk.finish();
  talk.assertGolden('breakpoints in equal code');
});

test('D2: variables of the same name in frames of equal code are watched, each in its own', async () => {
  const talk = await stoppedIn(second, 'change');
  await talk.setBreakpointsIn(second);
  const breakpoints: { dataId: string }[] = [];
  for (const index of [0, 1]) {
    const frameId = await talk.frameId(undefined, index);
    const { dataId } = await talk.client.request('dataBreakpointInfo', { name: 'turns', frameId });
    breakpoints.push({ dataId });
  }
  const body = await talk.client.request('setDataBreakpoints', { breakpoints });
  for (const answer of body.breakpoints) talk.say(`breakpoint: ${describeBinding(answer)}`);
  for (let stops = 0; stops < 4; stops++) await talk.go('continue');
  await talk.finish();
  talk.assertGolden('data breakpoints in equal code');
});

test('D2: greenlets that are suspended in equal code are both watched, and stepped into', async () => {
  const talk = await Conversation.stoppedAt('equal_greenlets.py', 'ready');
  await talk.setBreakpoints();
  await setDataBreakpoints(talk, { name: 'box.value' });
  await talk.go('continue');
  await talk.go('stepIn');
  await talk.go('next');
  await talk.go('stepIn');
  await talk.go('continue');
  await talk.client.close();
  talk.assertGolden('greenlets in equal code');
});
