import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DebugSession, PROGRAM } from './debugSession.ts';

const THREADS = [
  { id: 1, name: 'main' },
  { id: 2, name: 'worker' },
];

/** A session whose adapter answers when a test says so. */
class Scene {
  readonly asked: DebugProtocol.Request[] = [];
  readonly written: string[] = [];
  readonly session: DebugSession;

  constructor() {
    this.session = new DebugSession(
      {
        send: message => this.asked.push(message as DebugProtocol.Request),
        type: () => {},
        resizeTerminal: () => {},
        close: () => {},
      },
      { program: PROGRAM, python: '3.13', isDebugged: true, breakpoints: [] },
      {
        changed: () => {},
        output: (_, text) => this.written.push(text),
        listening: () => {},
        breakpointsBound: () => {},
        customEvent: () => {},
      },
    );
  }

  /** Answers the latest request, which has to be this one. */
  async answer(command: string, body: object, success = true): Promise<void> {
    const { seq = 0, command: asked } = this.asked.at(-1) ?? {};
    assert.equal(asked, command);
    await this.receive({ seq: 0, type: 'response', request_seq: seq, success, command, body });
  }

  async tell(event: string, body: object): Promise<void> {
    await this.receive({ seq: 0, type: 'event', event, body });
  }

  async receive(message: object): Promise<void> {
    this.session.receive(message as DebugProtocol.ProtocolMessage);
    await setImmediate();
  }

  /** Lets the program stand still in a thread. */
  async stop(threadId: number): Promise<void> {
    await this.tell('stopped', { reason: 'step', threadId });
    await this.answer('threads', { threads: THREADS });
  }

  async answerStack(name: string): Promise<void> {
    await this.answer('stackTrace', { stackFrames: [{ id: 1, name, line: 1, column: 1 }] });
    await this.answer('scopes', { scopes: [] });
  }
}

test('a stop is seen when all of it is known', async () => {
  const scene = new Scene();
  await scene.stop(2);
  const unfinished = scene.session.stop;
  await scene.answerStack('work');
  const { reason, thread, frame } = scene.session.stop ?? {};
  assert.equal(unfinished, undefined);
  assert.deepEqual([scene.session.state, reason, thread], ['stopped', 'step', 2]);
  assert.equal(frame?.name, 'work');
});

test('what is answered of a stop that is over is not shown', async () => {
  const scene = new Scene();
  await scene.stop(2);
  await scene.answerStack('work');
  void scene.session.chooseThread(1);
  const late = scene.asked.at(-1)?.seq;
  void scene.session.resume('continue');
  await scene.receive({
    type: 'response',
    request_seq: late,
    success: true,
    body: { stackFrames: [] },
  });
  assert.equal(scene.session.state, 'running');
  assert.equal(scene.session.stop?.thread, 2);
});

test('a step that is refused leaves the program where it stands, and says why', async () => {
  const scene = new Scene();
  await scene.stop(2);
  await scene.answerStack('work');
  void scene.session.resume('next');
  assert.equal(scene.session.state, 'running');
  const error = { id: 1, format: 'Thread {name} is dead.', variables: { name: 'worker' } };
  await scene.answer('next', { error }, false);
  assert.equal(scene.session.state, 'stopped');
  assert.deepEqual(scene.written, ['Thread worker is dead.\n']);
});

test('a program that cannot be started has ended, and it is said why', async () => {
  const scene = new Scene();
  await scene.answer('initialize', {});
  await scene.answer('launch', { error: { id: 2, format: 'There is no Python.' } }, false);
  assert.equal(scene.session.state, 'ended');
  assert.deepEqual(scene.written, ['There is no Python.\n']);
});
