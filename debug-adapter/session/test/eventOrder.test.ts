import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Conversation } from './conversation.ts';

/** Messages of the adapter in their order, each by a name that a test can speak of. */
class EventLog {
  readonly #names: string[] = [];

  constructor({ client }: Conversation) {
    client.onMessage(message => {
      if (message.type === 'response') {
        this.#names.push(`response to ${(message as DebugProtocol.Response).command}`);
        return;
      }
      const { event, body } = message as DebugProtocol.Event;
      const detail = body?.reason ?? body?.category;
      this.#names.push(detail === undefined ? event : `${event} ${detail}`);
    });
  }

  /** Asserts that these come in this order; what else comes between them does not matter. */
  assertOrder(...names: string[]): void {
    let from = 0;
    for (const name of names) {
      const index = this.#names.indexOf(name, from);
      const problem = `${name} does not come after ${names.slice(0, names.indexOf(name))} in:\n`;
      assert.ok(index >= 0, problem + this.#names.join('\n'));
      from = index + 1;
    }
  }

  /** Asserts that nothing of this kind comes after the last of another. */
  assertNoneAfter(name: string, last: string): void {
    const after = this.#names.slice(this.#names.lastIndexOf(last) + 1);
    assert.ok(!after.includes(name), `${name} comes after ${last} in:\n${this.#names.join('\n')}`);
  }
}

test('events come in the order that clients count on', async () => {
  const talk = await Conversation.launch('ring.py');
  const log = new EventLog(talk);
  await talk.setBreakpoints('second_switches');
  await talk.run();
  await talk.stopped();
  await talk.setBreakpoints();
  await talk.go('next');
  await talk.finish();
  log.assertOrder('response to setBreakpoints', 'response to configurationDone');
  log.assertOrder(
    // The client knows a thread before the program stops in it.
    'thread started',
    'stopped breakpoint',
    'continued',
    'stopped step',
    'response to continue',
    'output stdout',
    'exited',
    'terminated',
  );
  log.assertOrder('response to next', 'stopped step');
  log.assertNoneAfter('output stdout', 'exited');
  log.assertNoneAfter('output console', 'exited');
  log.assertNoneAfter('thread started', 'terminated');
});
