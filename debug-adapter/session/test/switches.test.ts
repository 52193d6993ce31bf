import { test } from 'node:test';
import { Conversation } from './conversation.ts';

/** Stops at a marker, and has no breakpoints from then on. */
async function stopAt(file: string, marker: string): Promise<Conversation> {
  const talk = await Conversation.stoppedAt(file, marker);
  await talk.setBreakpoints();
  return talk;
}

test('Step In follows a switch to any kind of target', async () => {
  for (const [marker, name] of [
    ['start', 'a new greenlet'],
    ['resume', 'a suspended greenlet'],
    ['throw', 'a suspended greenlet by throw'],
    ['throw_pending', 'a new greenlet by throw'],
    ['dead', 'a dead greenlet'],
    ['throw_dead', 'a dead greenlet by throw'],
    ['to_dead', 'a dead greenlet from another'],
  ] as const) {
    const talk = await stopAt('switching.py', marker);
    await talk.go('stepIn');
    await talk.finish();
    talk.assertGolden(`step into ${name}`);
  }
});

test('step targets name the calls of a line, and where a switch leads', async () => {
  const talk = await stopAt('switching.py', 'two_on_a_line');
  const targets = await talk.stepTargets();
  await talk.go('stepIn', undefined, { targetId: targets[1]?.id });
  await talk.go('stepOut');
  await talk.stepTargets();
  await talk.finish();
  talk.assertGolden('step targets of two switches');

  for (const marker of ['throw', 'dead', 'start']) {
    const other = await stopAt('switching.py', marker);
    await other.stepTargets();
    await other.client.close();
    other.assertGolden(`step targets at ${marker}`);
  }
});

test('Step to Next Switch stops where control arrives', async () => {
  const talk = await stopAt('pingpong.py', 'ping_switch');
  await talk.go('stepToSwitch');
  await talk.go('stepToSwitch');
  await talk.go('stepToSwitch');
  await talk.finish();
  talk.assertGolden('step to the next switch');
});

test('Run to This Continuation stops when its turn comes', async () => {
  const talk = await stopAt('pingpong.py', 'pong_got');
  await talk.go('runToContinuation', 'main');
  await talk.finish();
  talk.assertGolden('run to main');

  const early = await stopAt('switching.py', 'caught_pending');
  await early.continuations();
  await early.go('runToContinuation', undefined, { continuationId: 1 });
  await early.finish();
  early.assertGolden('run to a continuation');
});

test('a greenlet that has not started can be run to', async () => {
  const talk = await stopAt('producer.py', 'made');
  await talk.continuations();
  await talk.go('runToContinuation', undefined, { continuationId: 2 });
  await talk.finish();
  talk.assertGolden('run to a new greenlet');
});

test('running one thread only stops when control leaves it', async () => {
  const talk = await stopAt('pingpong.py', 'ping_switch');
  await talk.go('next', undefined, { singleThread: true });
  await talk.go('continue', undefined, { singleThread: true });
  await talk.finish();
  talk.assertGolden('run one continuation only');
});

test('switches stop the program by a filter with a condition', async () => {
  const talk = await Conversation.launch('pingpong.py');
  await talk.run(['uncaught', { filterId: 'switch', condition: "target.name == 'pong'" }]);
  await talk.stopped();
  await talk.exceptionInfo();
  await talk.go('continue');
  await talk.exceptionInfo();
  await talk.setFilters({ filterId: 'switch', condition: 'target.' }, 'nonsense');
  await talk.finish();
  talk.assertGolden('stop on switch');
});

test('all continuations, and the switches between them, can be asked for', async () => {
  const talk = await stopAt('switching.py', 'end');
  await talk.continuations();
  await talk.switchLog();
  await talk.finish();
  talk.assertGolden('continuations and switches');
});

test('switches are told in pages, and the last ones when the program ends', async () => {
  const talk = await stopAt('switching.py', 'caught_pending');
  await talk.switchPage({ start: 3, count: 2 });
  await talk.switchPage();
  await talk.start('continue');
  await talk.endedWithPage();
  talk.assertGolden('pages of switches');
});

test('it is told which switches bring an exception, from the first page on', async () => {
  const talk = await stopAt('throwing.py', 'watched');
  await talk.switchPage({ start: 2 });
  await talk.start('continue');
  await talk.endedWithPage();
  talk.assertGolden('switches that are throws');

  const unwatched = await stopAt('throwing.py', 'end');
  await unwatched.switchPage();
  await unwatched.finish();
  unwatched.assertGolden('throws that nobody asked for in time');
});

test('each thread has switches of its own', async () => {
  const talk = await stopAt('switching_thread.py', 'joined');
  await talk.switchPage();
  await talk.switchPage({ thread: 2 * 2 ** 32 });
  await talk.client.close();
  talk.assertGolden('switches of threads');
});

test('names are known of continuations that no client has seen stand', async () => {
  const talk = await Conversation.launch('endless_switches.py');
  await talk.run();
  await talk.namedInPages('ping (g1)', 'pong (g2)');
  await talk.client.close();
});

test('a thread ends by GreenletExit when it is terminated', async () => {
  const talk = await stopAt('hub.py', 'forget');
  await talk.terminate('doomed');
  await talk.finish();
  talk.assertGolden('terminate a thread with a finally clause');

  const other = await stopAt('pingpong.py', 'pong_got');
  await other.terminate('ping');
  await other.terminate('main');
  await other.finish();
  other.assertGolden('terminate a suspended thread');
});

test('steps work in code as gevent has it', async () => {
  for (const [marker, command] of [
    ['run_hub', 'next'],
    ['run_hub', 'stepIn'],
    ['steady', 'next'],
    ['steady_done', 'next'],
    ['doomed_cleanup', 'next'],
    ['del', 'next'],
    ['del', 'stepIn'],
    ['faulty', 'next'],
    ['forget', 'next'],
    ['forget', 'stepIn'],
    ['delete', 'stepIn'],
  ] as const) {
    const talk = await stopAt('hub.py', marker);
    await talk.go(command);
    await talk.finish();
    talk.assertGolden(`hub, ${command} at ${marker}`);
  }
});

test('a step that waits for a greenlet does not keep it alive', async () => {
  const talk = await stopAt('hub.py', 'forget');
  await talk.go('next', 'doomed');
  await talk.finish();
  talk.assertGolden('step in a greenlet that is collected');
});

test('Step In of a suspended continuation stays in it', async () => {
  const talk = await stopAt('pingpong.py', 'pong_got');
  await talk.go('stepIn', 'ping');
  await talk.client.close();
  talk.assertGolden('step in a suspended continuation');
});

test('leftover continuations are reported once', async () => {
  const talk = await Conversation.launch('producer.py');
  await talk.run();
  await talk.ended();
  talk.assertGolden('leftover continuations');
});

test('contexts that a program leaves without a word are reported by the host', async () => {
  const talk = await Conversation.launch('hasty_exit.py');
  await talk.run();
  await talk.ended();
  talk.assertGolden('contexts left by a hasty exit');
});
