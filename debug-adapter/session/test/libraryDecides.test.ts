/** Steps that are not lost where a library, or C code, decides what runs next. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, type ResumeCommand } from './conversation.ts';
import { walk } from './walk.ts';

const UNITTEST = {
  program: undefined,
  module: 'unittest',
  args: ['test_mine'],
  cwd: `${import.meta.dirname}/programs`,
};

/** As often as a step into every call needs. */
function times(count: number, command: ResumeCommand): ResumeCommand[] {
  return Array(count).fill(command);
}

for (const [name, program, marker, commands, configuration] of [
  ['D3: into a hub that starts', 'waiting_in_libraries.py', 'pauses', ['stepIn', 'next', 'stepIn']],
  [
    'D3: into greenlets that die at once',
    'waiting_in_libraries.py',
    'hands_on',
    ['stepIn', 'next', 'next', 'stepIn', 'next', 'next', 'next', 'stepIn'],
  ],
  [
    'D4: into what a greenlet waits for',
    'waiting_in_libraries.py',
    'runs',
    [...times(5, 'stepIn'), 'next', 'next'],
  ],
  [
    'D4: into a library that waits, and back',
    'waiting_in_libraries.py',
    'queries',
    ['stepIn', 'next', 'next'],
  ],
  [
    'D4: out of what a greenlet waits for',
    'waiting_in_libraries.py',
    'work_ends',
    ['stepOut', 'next', 'stepOut'],
  ],
  ...(
    [
      ['out of a coroutine', 'waits', 'work_ends', ['stepOut', 'next', 'next']],
      ['over the end of a coroutine', 'waits', 'work_ends', ['next', 'next']],
      ['out of a coroutine, by a switch', 'waits_by_itself', 'work_ends', ['stepOut', 'next']],
      ['out of a task', 'waits_for_a_task', 'work_ends', ['stepOut', 'next']],
      ['over the end of a task', 'waits_for_a_task', 'work_ends', ['next', 'next']],
      ['into the end of a task', 'waits_for_a_task', 'work_ends', ['stepIn', 'stepIn']],
      ['out of one of several tasks', 'waits_for_several', 'work_ends', ['stepOut', 'next']],
      ['over a failure that is handled', 'handles', 'raises', ['next', 'next', 'next']],
      ['out of a failure that is handled', 'handles', 'raises', ['stepOut', 'next']],
      ['out of a failure that ends the greenlet', 'fails', 'raises', ['stepOut']],
      ['out of a coroutine behind a library', 'queries', 'work_ends', ['stepOut', 'next']],
      ['out of a function behind a library', 'queries_by_function', 'prepare_ends', ['stepOut']],
      ['out of coroutines of greenlets in greenlets', 'nests', 'work_ends', times(4, 'stepOut')],
      ['out of a coroutine, in one of several tasks', 'in_tasks', 'work_ends', ['stepOut']],
      ['out of a coroutine, to no code of the user', 'of_the_library', 'work_ends', ['stepOut']],
      ['out of a coroutine, with a greenlet behind', 'before_another', 'work_ends', ['stepOut']],
    ] satisfies [string, string, string, ResumeCommand[]][]
  ).map(
    ([what, way, marker, commands]) =>
      [
        `D4, D5: ${what}, awaited by a greenlet`,
        'awaited_by_greenlets.py',
        marker,
        commands,
        { args: [way] },
      ] satisfies [string, string, string, ResumeCommand[], object],
  ),
  ['D5: out of a shielded task', 'shields.py', 'shields', ['stepIn', 'stepOut', 'next']],
  [
    'D5: over the end of a task shielded within wait_for',
    'shields.py',
    'waits',
    ['stepIn', ...times(2, 'next'), 'next'],
  ],
  ['D5: out of a task shielded twice', 'shields.py', 'twice', ['stepIn', 'stepOut']],
  ['D5: out of a task shielded within gather', 'shields.py', 'gathers', ['stepIn', 'stepOut']],
  [
    'D5: out of a task shielded within as_completed',
    'shields.py',
    'completes',
    ['stepIn', 'stepOut'],
  ],
  [
    'D5: over the failure of a shielded task',
    'shields.py',
    'fails',
    ['stepIn', ...times(4, 'next')],
  ],
  ['D42: into a call behind a switch', 'switches_in_lines.py', 'calls_after', times(5, 'stepIn')],
  [
    'D42: into a switch behind a switch',
    'switches_in_lines.py',
    'switches_twice',
    times(4, 'stepIn'),
  ],
  ['D42: into a second switch of a line', 'switches_in_lines.py', 'one_line', times(4, 'stepIn')],
  ['D6: over the last lines of tests', 'test_mine.py', 'one', times(6, 'next'), UNITTEST],
  ['D6: out of tests', 'test_mine.py', 'two', times(2, 'stepOut'), UNITTEST],
  ['D6: over the ends of jobs', 'pool_jobs.py', 'job_ends', times(5, 'next')],
  ['D6: out of jobs', 'pool_jobs.py', 'job_ends', times(3, 'stepOut')],
  ['D6: over the last line of the program', 'ending.py', 'last', times(7, 'next')],
  ['D6: out of the program', 'ending.py', 'last', times(6, 'stepOut')],
  ['D6: into what follows the program', 'ending.py', 'last', times(7, 'stepIn')],
  [
    'D6: over the last line of a module that is run',
    'ending.py',
    'last',
    times(2, 'next'),
    { program: undefined, module: 'ending', cwd: UNITTEST.cwd },
  ],
  ['D6: over the end by sys.exit()', 'ending.py', 'exits', times(2, 'next'), { args: ['exits'] }],
  ['D6: over the end by an exception', 'ending.py', 'fails', times(3, 'next'), { args: ['fails'] }],
  [
    'D6: over the end of a program with a thread',
    'ending.py',
    'last',
    times(3, 'next'),
    { args: ['threads'] },
  ],
  ['D42: into each callback of a C function', 'callbacks.py', 'max', times(5, 'stepIn')],
  ['D42: over the rest of a C function', 'callbacks.py', 'max', ['stepIn', 'next', 'next']],
  ['D42: into each item that is unpacked', 'callbacks.py', 'unpacks', times(14, 'stepIn')],
  ['D42: into a class body and its metaclass', 'callbacks.py', 'class', times(12, 'stepIn')],
  ['D43: into an inner generator', 'callbacks.py', 'resumes', ['stepIn', 'stepIn', 'stepOut']],
  ['D43: past an iterator without code', 'callbacks.py', 'from_list', ['stepIn']],
  [
    'D44: back to the line of a call, whatever is left of it',
    'callbacks.py',
    'sets',
    [...times(11, 'stepIn')],
  ],
] satisfies [string, string, string, ResumeCommand[], object?][]) {
  test(`${name.replace(':', ': steps')}`, () =>
    walk(name.replace(':', ' steps'), program, marker, commands, configuration));
}

for (const [how, filter] of [
  ['library', 'userUnhandled'],
  ['greenlet', 'crossing'],
  ['hook', 'uncaught'],
  ['exit', 'uncaught'],
  ['thread', 'uncaught'],
] as const) {
  for (const command of ['next', 'stepOut'] as const) {
    const name = `D6: steps go on from an exception that nobody handles, ${how}, ${command}`;
    test(name, () => {
      const configuration = { args: [how] };
      const commands = times(3, command);
      return walk(name.replace(':', ''), 'after_exceptions.py', 'fails', commands, configuration, [
        filter,
      ]);
    });
  }
}

test('D44: a step that ends in the middle of a call stands at what is left of its line', async () => {
  const talk = await Conversation.stoppedAt('callbacks.py', 'calls');
  const line = talk.program.line('calls');
  await talk.setBreakpoints();
  for (const labels of [['negated(cell.value)'], []]) {
    await talk.go('stepIn');
    const { threadId = 0 } = await talk.go('stepOut');
    assert.equal((await talk.frames(threadId))[0]?.line, line);
    const targets = await talk.stepTargets();
    assert.deepEqual(
      targets.map(({ label }) => label),
      labels,
    );
    const source = { path: talk.program.file };
    const { targets: places } = await talk.client.request('gotoTargets', { source, line });
    const jump = await talk.client.send('goto', { threadId, targetId: places[0].id });
    assert.match(jump.message ?? '', /only from where a line begins/);
  }
  await talk.client.close();
});
