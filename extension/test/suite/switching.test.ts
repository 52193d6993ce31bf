import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { DebugRun } from './debugRun.ts';
import { setBreakpoints, workspaceFile, writeProgram } from './workspace.ts';

// Lines of the sample.
const FIRST_LINE_OF_FUNC1 = 4;
const SWITCH_TO_G2 = 5;
const FIRST_LINE_OF_FUNC2 = 9;

const WORKER = `from greenlet import getcurrent, greenlet
main = getcurrent()
def worker(jobs):
    done = {"first": [1, 2, 3]}
    main.switch(len(jobs))
    print(done)

g = greenlet(worker)
g.switch(["a", "b"])
print("the worker is suspended")
g.switch()
`;

const ENDED = `from greenlet import GreenletExit, getcurrent, greenlet
main = getcurrent()

def worker():
    try:
        main.switch()
    except GreenletExit:
        print("goes home")
        raise

g = greenlet(worker)
g.switch()
print(g.dead)
`;

suite('A program that switches between greenlets', () => {
  const program = workspaceFile('main.py');

  setup(() => setBreakpoints(program));

  test('shows every continuation as a thread at each stop', async () => {
    setBreakpoints(program, FIRST_LINE_OF_FUNC1, FIRST_LINE_OF_FUNC2);
    const run = await DebugRun.start({ program });
    assert.deepEqual(await run.nextStop(), {
      reason: 'breakpoint',
      focus: 'func1 main.py:4',
      threads: [
        ['main · main.py:14', '<module> main.py:14'],
        ['func1 (g1) · main.py:4', 'func1 main.py:4'],
      ],
    });
    await run.command('continue');
    assert.deepEqual(await run.nextStop(), {
      reason: 'breakpoint',
      focus: 'func2 main.py:9',
      threads: [
        ['main · main.py:14', '<module> main.py:14'],
        ['func1 (g1) · main.py:5', 'func1 main.py:5'],
        ['func2 (g2) · main.py:9', 'func2 main.py:9'],
      ],
    });
    await run.command('continue');
    assert.equal(await run.ended(), 0);
    assert.deepEqual(run.printed, ['main.py:4 A', 'main.py:9 B', 'main.py:6 C']);
  });

  test('steps into both switches, and over the end of a greenlet into its parent', async () => {
    setBreakpoints(program, SWITCH_TO_G2);
    const run = await DebugRun.start({ program });
    assert.equal((await run.nextStop()).focus, 'func1 main.py:5');

    await run.command('stepInto');
    const inFunc2 = await run.nextStop();
    assert.equal(inFunc2.reason, 'step');
    assert.equal(inFunc2.focus, 'func2 main.py:9');

    await run.command('stepOver');
    assert.equal((await run.nextStop()).focus, 'func2 main.py:10');

    await run.command('stepInto');
    const backInFunc1 = await run.nextStop();
    assert.equal(backInFunc1.focus, 'func1 main.py:6');
    assert.deepEqual(
      backInFunc1.threads.map(([name]) => name),
      ['main · main.py:14', 'func1 (g1) · main.py:6', 'func2 (g2) · main.py:10'],
    );

    await run.command('stepOver');
    const inMain = await run.nextStop();
    assert.match(inMain.focus, /^<module> main\.py:/);
    assert.match(inMain.threads[0]?.[0] ?? '', /^main · main\.py:/);

    await run.command('continue');
    assert.equal(await run.ended(), 0);
  });

  test('stays in the greenlet that it steps over a switch in', async () => {
    setBreakpoints(program, SWITCH_TO_G2);
    const run = await DebugRun.start({ program });
    assert.equal((await run.nextStop()).focus, 'func1 main.py:5');
    await run.command('stepOver');
    assert.equal((await run.nextStop()).focus, 'func1 main.py:6');
    await run.command('continue');
    assert.equal(await run.ended(), 0);
  });

  test('steps out of a greenlet into its parent', async () => {
    setBreakpoints(program, FIRST_LINE_OF_FUNC1);
    const run = await DebugRun.start({ program });
    assert.equal((await run.nextStop()).focus, 'func1 main.py:4');
    await run.command('stepOut');
    assert.match((await run.nextStop()).focus, /^<module> main\.py:/);
    await run.command('continue');
    assert.equal(await run.ended(), 0);
  });

  test('reads and evaluates in a suspended greenlet', async () => {
    const program = writeProgram('worker.py', WORKER);
    setBreakpoints(program, 10);
    const run = await DebugRun.start({ program });
    assert.equal((await run.nextStop()).focus, '<module> worker.py:10');

    const frame = await run.topFrame('worker');
    assert.deepEqual([frame.name, frame.line], ['worker', 5]);
    const locals = await run.locals(frame);
    assert.deepEqual(locals.map(({ name, value }) => `${name} = ${value}`).sort(), [
      "done = {'first': [1, 2, 3]}",
      "jobs = ['a', 'b']",
    ]);
    const done = locals.find(({ name }) => name === 'done');
    const [first] = await run.members(done?.variablesReference ?? 0);
    assert.equal(first?.value, '[1, 2, 3]');

    const { result } = await run.request<DebugProtocol.EvaluateResponse>('evaluate', {
      expression: 'len(jobs) + sum(done["first"])',
      frameId: frame.id,
      context: 'watch',
    });
    assert.equal(result, '8');
    await run.command('continue');
    assert.equal(await run.ended(), 0);
  });

  test('runs to the next switch, and to a continuation', async () => {
    setBreakpoints(program, SWITCH_TO_G2);
    const run = await DebugRun.start({ program });
    assert.equal((await run.nextStop()).focus, 'func1 main.py:5');
    await vscode.commands.executeCommand('wasixPython.stepToSwitch');
    assert.equal((await run.nextStop()).focus, 'func2 main.py:9');
    const main = await run.menuItem('main');
    await vscode.commands.executeCommand('wasixPython.runToContinuation', main);
    assert.equal((await run.nextStop()).focus, '<module> main.py:14');
    await run.command('continue');
    assert.equal(await run.ended(), 0);
  });

  test("U6: VS Code's own command ends a continuation by GreenletExit", async () => {
    const program = writeProgram('ended.py', ENDED);
    setBreakpoints(program, 13);
    const run = await DebugRun.start({ program });
    assert.equal((await run.nextStop()).focus, '<module> ended.py:13');
    const commands = await vscode.commands.getCommands(true);
    assert.ok(!commands.includes('wasixPython.throwGreenletExit'));
    const worker = await run.menuItem('worker');
    // VS Code passes two arguments from its menus, of which the first is for the title bar.
    await vscode.commands.executeCommand(
      'workbench.action.debug.terminateThread',
      undefined,
      worker,
    );
    await run.command('continue');
    assert.equal(await run.ended(), 0);
    assert.deepEqual(run.printed, ['ended.py:8 goes home', 'ended.py:13 True']);
  });
});
