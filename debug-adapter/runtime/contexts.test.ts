import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, test } from 'node:test';
import { compileGuestProgram } from '../python/toolchain.ts';
import { ContextState } from './contextRecord.ts';
import { type RecordedSwitch, SwitchKind } from './switchLog.ts';
import { type GuestSetting, runGuest } from './test/runGuest.ts';

const GUESTS = path.join(import.meta.dirname, 'test/guests');

describe('wasix/context.h', () => {
  let program: string;
  before(async () => {
    program = await compileGuestProgram(path.join(GUESTS, 'contexts.c'));
  });
  const play = (scenario: string, setting: GuestSetting = {}) =>
    runGuest(program, { ...setting, args: [scenario] });

  for (const scenario of [
    'a_new_context_waits_before_its_entrypoint',
    'an_entrypoint_must_be_a_function_of_the_right_type',
    'an_inaccessible_context_id_is_a_memory_error',
    'a_context_goes_on_where_it_was_suspended',
    'switching_to_the_active_context_does_nothing',
    'a_context_may_switch_to_itself',
    'only_suspended_contexts_can_be_resumed',
    'contexts_have_independent_call_stacks',
    'contexts_that_start_one_another_do_not_nest',
    'destroying_again_does_nothing',
    'main_and_active_contexts_cannot_be_destroyed',
    'nothing_of_a_destroyed_context_runs',
    'main_ends_while_others_sleep',
    'a_callback_of_the_host_has_no_environment',
  ]) {
    test(scenario.replaceAll('_', ' '), async () => {
      const { end, stderr } = await play(scenario);
      assert.equal(stderr, '');
      assert.deepEqual(end, { kind: 'exited', code: 0 });
    });
  }

  test('the record tells what the program never destroyed', async () => {
    const { contexts } = await play('main_ends_while_others_sleep');
    assert.deepEqual(
      contexts.snapshot().map(({ id, state }) => [id, state]),
      [
        [0, ContextState.active],
        [1, ContextState.suspended],
        [2, ContextState.created],
      ],
    );
  });

  test('the record tells which calls were refused', async () => {
    const { contexts } = await play('main_and_active_contexts_cannot_be_destroyed');
    assert.equal(contexts.refused, 3);
    assert.deepEqual(contexts.refusedCalls(), [
      { call: 'destroy', argument: 0, caller: 0, error: 'EINVAL' },
      { call: 'destroy', argument: 0, caller: 1, error: 'EINVAL' },
      { call: 'destroy', argument: 1, caller: 1, error: 'EINVAL' },
    ]);
  });

  test('a context that returns ends main with a trap', async () => {
    const { end, stdout } = await play('a_context_that_returns_ends_main');
    assert.ok(end.kind === 'crashed' && end.error instanceof WebAssembly.RuntimeError);
    assert.match(end.error.message, /^context 1 returned from its entrypoint/);
    assert.equal(stdout, '');
  });

  test('a context that traps ends main with the same trap', async () => {
    const { end, stdout } = await play('a_context_that_traps_ends_main');
    assert.ok(end.kind === 'crashed' && end.error instanceof WebAssembly.RuntimeError);
    assert.match(end.error.message, /unreachable/);
    assert.match(String(end.error.stack), /trap_at_once/);
    assert.equal(stdout, '');
  });

  test('an exception that leaves a context is thrown again in main', async () => {
    const { end, stdout, stderr } = await runGuest(
      await compileGuestProgram(path.join(GUESTS, 'context_exceptions.cpp')),
    );
    assert.equal(stderr, '');
    assert.equal(stdout, 'done\n');
    assert.deepEqual(end, { kind: 'exited', code: 0 });
  });

  test('a context may exit the program', async () => {
    const { end, stdout } = await play('a_context_may_exit');
    assert.deepEqual(end, { kind: 'exited', code: 7 });
    assert.equal(stdout, '');
  });

  test('creation fails when there is no room, and works again when there is', async () => {
    const { end, stdout } = await play('as_many_as_there_is_room_for', { maximumContexts: 3_000 });
    assert.deepEqual(end, { kind: 'exited', code: 0 });
    assert.equal(stdout, '2999 contexts\n');
  });

  test('destroying a context frees its stack at once', async () => {
    const heapBefore = process.memoryUsage().rss;
    const { end, contexts } = await play('many_short_lives', { maximumContexts: 10 });
    assert.deepEqual(end, { kind: 'exited', code: 0 });
    assert.equal(contexts.created, 200_001);
    const growth = process.memoryUsage().rss - heapBefore;
    assert.ok(growth < 200 << 20, `200,000 contexts left ${growth >> 20} MiB behind`);
  });

  test('switches are recorded in order, the latest of them for good', async () => {
    const scenario = 'a_context_goes_on_where_it_was_suspended';
    const { switches } = await play(scenario, { recordedSwitches: 3 });
    assert.ok(switches);
    assert.equal(switches.total, 2000);
    assert.equal(switches.oldest, 1997);
    const [oldest, ...rest] = switches.read(0, 10);
    const { time, ...passage } = oldest as RecordedSwitch;
    assert.deepEqual(passage, { sequence: 1997, from: 1, to: 0, kind: SwitchKind.resume });
    assert.ok(rest.every(({ time: later }) => later >= time));
    assert.deepEqual(
      rest.map(({ sequence, from, to }) => [sequence, from, to]),
      [
        [1998, 0, 1],
        [1999, 1, 0],
      ],
    );
  });

  test("a switch is recorded as its target's first or its origin's last", async () => {
    const { switches } = await play('a_context_that_traps_ends_main', { recordedSwitches: 16 });
    assert.deepEqual(
      switches?.read(0, 10).map(({ kind }) => kind),
      [SwitchKind.start, SwitchKind.end],
    );
  });
});
