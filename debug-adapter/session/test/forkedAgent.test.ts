/**
 * The agent that is started late, in the middle of a program: it tells what the one tells that was
 * there from the start, at the same place of the same program.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventMessage } from '../../protocol/messages.ts';
import type { CodeFrame, StackFrame } from '../../protocol/program.ts';
import { presentVersions } from '../node/distribution.ts';
import { currentRequest } from '../program/agentConnection.ts';
import type { PythonVersion } from '../python/versions.ts';
import { AgentGuest } from './agentGuest.ts';
import { allThatIsTold } from './toldByAgent.ts';

const CONFIGURATION = {
  justMyCode: true,
  rules: [],
  showReturnValue: true,
  variablePresentation: {},
} as const;

async function forked(
  version: PythonVersion,
  file: string,
  ...args: string[]
): Promise<AgentGuest> {
  const guest = new AgentGuest(version, false, file, ...args);
  await guest.event('ready');
  await guest.ask('configure', CONFIGURATION);
  return guest;
}

/** A program that stands at a breakpoint on the line with a marker. */
async function live(
  version: PythonVersion,
  file: string,
  marker: string,
  ...args: string[]
): Promise<AgentGuest> {
  const guest = new AgentGuest(version, true, file, ...args);
  await guest.event('ready');
  await guest.ask('configure', CONFIGURATION);
  const path = marker === 'import' ? guest.file.replace('places', 'imported') : guest.file;
  const line = LINES[marker] ?? guest.program.line(marker);
  await guest.ask('setBreakpoints', { path, others: [], breakpoints: [{ id: 1, line }] });
  await guest.ask('run', { stopOnEntry: false });
  await guest.event('stopped');
  return guest;
}

const LINES: Record<string, number> = { import: 6 };

/** What an expression gives in the innermost frame. */
async function evaluated(
  guest: AgentGuest,
  expression: string,
  context: 'watch' | 'console' = 'watch',
): Promise<string> {
  const { stacks } = await guest.ask('stacks', { contexts: [here(guest)], start: 0, count: 1 });
  const frame = stacks[0]?.first;
  return (await guest.ask('evaluate', { expression, frame, context, isHexadecimal: false })).value;
}

function here(guest: AgentGuest): number {
  const stopped = guest.events.find(({ event }) => event === 'stopped');
  return (stopped as Extract<EventMessage, { event: 'stopped' }>).context;
}

/** The functions of the innermost frames, up to a number of them, with the lines. */
async function stack(guest: AgentGuest, count: number): Promise<string[]> {
  const { frames, stacks } = await guest.ask('stacks', {
    contexts: [here(guest)],
    start: 0,
    count,
  });
  const names = stacks[0]?.frames.map(index => {
    const frame = frames[index] as StackFrame;
    return frame.kind === 'label' ? frame.name : `${frame.name} ${frame.line}`;
  });
  return names ?? [];
}

const LISTED = { since: 0, mostTasks: 100, knownTasks: [] };

/** What the agent answers to what a user sets. */
async function settingsOf(guest: AgentGuest): Promise<unknown> {
  const path = guest.file;
  const line = guest.program.line('here');
  const lines = [line, line + 1, 1, 10_000].map((each, id) => ({ id, line: each }));
  const functions = ['look', 'in_task', 'json.loads', 'nowhere'];
  return {
    lines: await guest.ask('setBreakpoints', { path, others: [], breakpoints: lines }),
    functions: await guest.ask('setFunctionBreakpoints', {
      breakpoints: functions.map((name, id) => ({ id, name })),
    }),
    locations: await guest.ask('breakpointLocations', { path, line, endLine: line + 3 }),
    filters: await guest.ask('setFilters', { filters: [{ filter: 'raised', condition: '1 +' }] }),
    source: await guest.ask('source', { path }),
  };
}

for (const version of presentVersions()) {
  for (const [place, marker] of [
    ['main', 'here'],
    ['greenlet', 'here'],
    ['generator', 'here'],
    ['except', 'except'],
    ['library', 'here'],
    ['thread', 'here'],
    ['import', 'import'],
    ['task', 'here'],
  ] as const) {
    test(`a late agent tells what another tells (${version}, ${place})`, async () => {
      const late = await forked(version, 'places.py', place);
      const early = await live(version, 'places.py', marker, place);
      try {
        await late.ask('stand', { reason: 'breakpoint', breakpoints: [1] });
        assert.deepEqual(await late.event('stopped'), await early.event('stopped'));
        assert.deepEqual(await allThatIsTold(late), await allThatIsTold(early));
      } finally {
        await Promise.all([late.close(), early.close()]);
      }
    });
  }

  test(`a late agent knows whose threads greenlets are of (${version})`, async () => {
    const late = await forked(version, 'threads.py');
    const early = await live(version, 'threads.py', 'here');
    try {
      await late.ask('stand', { reason: 'pause' });
      await early.event('stopped');
      assert.deepEqual(await allThatIsTold(late), await allThatIsTold(early));
    } finally {
      await Promise.all([late.close(), early.close()]);
    }
  });

  test(`a late agent has room where the program has none (${version})`, async () => {
    const guest = await forked(version, 'places.py', 'deep');
    try {
      await guest.ask('stand', { reason: 'pause' });
      assert.equal((await stack(guest, 0)).length > 950, true);
      assert.equal(await evaluated(guest, 'sys.getrecursionlimit()'), '1000');
      assert.equal(await evaluated(guest, 'sorted(range(3), key=lambda each: -each)'), '[2, 1, 0]');
      assert.equal(await evaluated(guest, 'import json; json.dumps([1])', 'console'), "'[1]'");
    } finally {
      await guest.close();
    }
  });

  test(`a late agent needs no locks, finders or modules of the program's (${version})`, async () => {
    const guest = await forked(version, 'hindered.py');
    try {
      await guest.ask('stand', { reason: 'pause' });
      await settingsOf(guest);
      await allThatIsTold(guest);
      const untouched = 'sys.path is path, sys.meta_path is meta_path, sys.modules == modules';
      assert.equal(await evaluated(guest, untouched), '(True, True, True)');
    } finally {
      await guest.close();
    }
  });

  for (const loss of ['sys.modules.clear()', 'sys.modules = {}']) {
    test(`a late agent needs no modules where there are none: ${loss} (${version})`, async () => {
      const [guest, whole] = await Promise.all(
        [1, 2].map(() => forked(version, 'places.py', 'main')),
      );
      assert.ok(guest && whole);
      try {
        await guest.ask('stand', { reason: 'pause' });
        await whole.ask('stand', { reason: 'pause' });
        await evaluated(guest, loss, 'console');
        assert.deepEqual(await settingsOf(guest), await settingsOf(whole));
        const judged = { condition: 'point.x == 3' };
        assert.equal(await guest.ask('judge', judged), await whole.ask('judge', judged));
        await guest.ask('log', { message: 'at {point.x}' });
        assert.equal((await guest.event('output')).text, 'main: at 3\n');
        assert.equal((await stack(guest, 1))[0], (await stack(whole, 1))[0]);
      } finally {
        await Promise.all([guest.close(), whole.close()]);
      }
    });
  }

  test(`a late agent shows code of the library (${version})`, async () => {
    const guest = await forked(version, 'library.py');
    try {
      await guest.ask('stand', { reason: 'step' });
      const line = guest.program.line('here');
      const [inner, outer] = await stack(guest, 0);
      assert.match(inner as string, /^InteractiveInterpreter.runcode /);
      assert.equal(outer, `<module> ${line}`);
      assert.equal(await evaluated(guest, 'self.locals["inner"]'), '1');
    } finally {
      await guest.close();
    }
  });

  test(`a late agent describes the exception that is handled (${version})`, async () => {
    const late = await forked(version, 'exceptions.py', 'caught');
    const early = new AgentGuest(version, true, 'exceptions.py', 'caught');
    try {
      await early.event('ready');
      await early.ask('configure', CONFIGURATION);
      await early.ask('setFilters', { filters: [{ filter: 'raised' }] });
      await early.ask('run', { stopOnEntry: false });
      await late.ask('stand', { reason: 'exception', breakMode: 'always' });
      assert.deepEqual(await late.event('stopped'), await early.event('stopped'));
      assert.deepEqual(await late.ask('exceptionInfo', {}), await early.ask('exceptionInfo', {}));
      // Also another mode, and none.
      await late.ask('stand', { reason: 'exception', breakMode: 'crossing' });
      assert.equal((await stack(late, 1))[0], `catching ${late.program.line('raised')}`);
      await late.ask('stand', { reason: 'step' });
      assert.equal((await stack(late, 1))[0], `catching ${late.program.line('caught')}`);
      await assert.rejects(late.ask('exceptionInfo', {}), /did not stop at an exception/);
    } finally {
      await Promise.all([late.close(), early.close()]);
    }
  });

  test(`a late agent shows where the user's code was left (${version})`, async () => {
    const guest = await forked(version, 'exceptions.py', 'read');
    try {
      await guest.ask('stand', { reason: 'exception', breakMode: 'userUnhandled' });
      assert.equal((await stack(guest, 1))[0], `reading ${guest.program.line('reading')}`);
      await guest.ask('stand', { reason: 'exception', breakMode: 'unhandled' });
      assert.match((await stack(guest, 1))[0] as string, /decode/);
    } finally {
      await guest.close();
    }
  });

  test(`a late agent is asked before the first stop (${version})`, async () => {
    const late = await forked(version, 'places.py', 'main');
    const early = await live(version, 'places.py', 'here', 'main');
    try {
      const answers = await Promise.all([late, early].map(settingsOf));
      assert.deepEqual(answers[0], answers[1]);
      // It knows functions that have not run, which the other learns of as they begin.
      const inner = await late.ask('setFunctionBreakpoints', {
        breakpoints: [{ id: 9, name: 'in_task.sleeping' }],
      });
      const line = late.program.line('sleeping');
      assert.deepEqual(inner, [{ id: 9, path: late.file, line }]);
      await assert.rejects(late.ask('continuations', LISTED), /is running: pause it first/);
    } finally {
      await Promise.all([late.close(), early.close()]);
    }
  });

  test(`a late agent changes what it shows, and never lets it go on (${version})`, async () => {
    const guest = await forked(version, 'places.py', 'main');
    try {
      await guest.ask('stand', { reason: 'pause' });
      await evaluated(guest, 'point.x = 7; print("set", end="")', 'console');
      assert.equal(await evaluated(guest, 'point.length'), '7');
      const output = await guest.event('output');
      assert.deepEqual([output.category, output.text], ['stdout', 'set']);
      const made = 'import greenlet; late = greenlet.greenlet(never_begun, getcurrent())';
      await evaluated(guest, made, 'console');
      const { continuations } = await guest.ask('continuationTree', { since: 0, most: 100 });
      assert.equal(continuations.filter(({ state }) => state === 'pending').length, 2);
      for (const [command, args] of [
        ['resume', {}],
        ['step', { kind: 'over', context: 0 }],
        ['stepToSwitch', {}],
        ['runTo', { greenlet: 1 }],
        ['goto', { context: 0, line: 1 }],
        ['throwExit', { context: 1 }],
        ['terminate', {}],
      ] as const) {
        await assert.rejects(guest.ask(command, args as never), /a moment of a recorded run/);
      }
    } finally {
      await guest.close();
    }
  });

  test(`a late agent shows instructions, whose addresses are in memory (${version})`, async () => {
    const guest = await forked(version, 'places.py', 'main');
    try {
      await guest.ask('stand', { reason: 'pause' });
      const { frames } = await guest.ask('stacks', { contexts: [0], start: 0, count: 1 });
      const reference = (frames[0] as CodeFrame).instruction as string;
      const owner = await evaluated(guest, 'id(look.__code__)');
      assert.equal(BigInt(reference) >> 32n, BigInt(owner));
      // One that no other answer has named.
      const constants = 'in_task.__code__.co_consts';
      const sleeping = `next(id(c) for c in ${constants} if "sleeping" in repr(c))`;
      const other = await evaluated(guest, sleeping);
      const address = `0x${(BigInt(other) << 32n).toString(16)}`;
      const around = { reference: address, offset: 0, instructionOffset: 0, count: 1 };
      const [first] = await guest.ask('disassemble', around);
      assert.equal(first?.function, 'in_task.<locals>.sleeping');
    } finally {
      await guest.close();
    }
  });

  test(`what a late agent evaluates can be cancelled (${version})`, async () => {
    const guest = await forked(version, 'places.py', 'main');
    try {
      await guest.ask('stand', { reason: 'pause' });
      const expression = '[0 for _ in iter(int, 1) if False]';
      const endless = currentRequest.run(1, () =>
        guest.ask('evaluate', { expression, context: 'watch', isHexadecimal: false }),
      );
      guest.cancel(1);
      await assert.rejects(endless, /cancel/);
      assert.equal(await evaluated(guest, '1 + 1'), '2');
    } finally {
      await guest.close();
    }
  });
}
