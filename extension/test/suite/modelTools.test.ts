import assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { DebugRun } from './debugRun.ts';
import { until } from './until.ts';
import { setBreakpoints, show, workspaceFile, writeProgram } from './workspace.ts';

/** Calls a tool as another extension does. */
async function call(tool: string, input: object = {}): Promise<string> {
  const options = { input, toolInvocationToken: undefined };
  const { content } = await vscode.lm.invokeTool(`wasixPython_${tool}`, options);
  return content.map(part => (part as vscode.LanguageModelTextPart).value).join('\n');
}

suite('The tools of language models', () => {
  const program = workspaceFile('main.py');

  setup(() => setBreakpoints(program));

  teardown(() => call('set_breakpoints', { file: 'main.py', breakpoints: [] }));

  test('are there, whatever the debugger does', () => {
    const own = vscode.lm.tools.filter(({ name }) => name.startsWith('wasixPython_'));
    assert.deepEqual(
      own.map(({ name }) => name.replace('wasixPython_', '')),
      [
        ...['launch', 'set_breakpoints', 'continue', 'step', 'pause', 'status', 'continuations'],
        ...['stack', 'variables', 'evaluate', 'switches', 'output', 'stop'],
      ],
    );
  });

  test('debug a program that the user sees, too', async () => {
    const breakpoints = [{ line: 9 }];
    assert.match(
      await call('set_breakpoints', { file: 'main.py', breakpoints }),
      /line 9: kept for the next launch$/,
    );
    const stop = await call('launch', { program: 'main.py' });
    assert.match(stop, /^Stopped in func2 \(g2\): breakpoint\.\nAt main\.py:9, in func2:/);
    assert.match(stop, /Printed since the last answer:\nA$/);
    // The user sees the same: it is their session.
    const { activeDebugSession } = vscode.debug;
    assert.equal(activeDebugSession?.configuration.program, program);
    await until('the focus', () => vscode.debug.activeStackItem);
    assert.match(
      await call('continuations'),
      /main: suspended; waits for func1 \(g1\), which returns control to it/,
    );
    assert.match(await call('stack', { continuation: 'g1' }), /^ {2}0 {2}func1 at main\.py:5/);
    assert.match(await call('variables', { continuation: 'g1' }), /^Locals:/);
    assert.match(await call('switches'), /func1 \(g1\) → func2 \(g2\), which begins$/);
    assert.match(await call('status'), /^Stopped in func2/);
    assert.match(await call('step', { kind: 'switch' }), /^Stopped in func1 \(g1\): switch\./);
    assert.equal(await call('evaluate', { expression: '1 + 1' }), '2 (int)');
    assert.match(await call('continue'), /^The program has ended with exit code 0\./);
  });

  test('join a session that the user has begun, and pause what runs', async () => {
    const text = 'count = 0; print("begins", flush=True)\nwhile True:\n    count += 1\n';
    const run = await DebugRun.start({ program: writeProgram('busy.py', text) });
    // Before, it would be paused on its way to its own code.
    await until('the loop', async () => /begins/.exec(await call('output')) ?? undefined);
    assert.match(await call('pause'), /^Stopped in main: paused here\.\nAt busy\.py:[23], in/);
    await call('evaluate', { expression: 'count = -1' });
    assert.match(await call('variables'), /count = -1 \(int\)/);
    assert.match(await call('continue', { limit: 0 }), /^The program is running\./);
    await call('stop');
    await run.ended();
  });

  test('leave the breakpoints of the user', async () => {
    setBreakpoints(program, 4);
    await call('set_breakpoints', { file: 'main.py', breakpoints: [{ line: 9 }] });
    await call('set_breakpoints', { file: 'main.py', breakpoints: [{ line: 6 }] });
    assert.deepEqual(
      vscode.debug.breakpoints.map(
        each => (each as vscode.SourceBreakpoint).location.range.start.line + 1,
      ),
      [4, 6],
    );
    await show(program);
    assert.match(await call('launch'), /^Stopped in func1 \(g1\): breakpoint\.\nAt main\.py:4,/);
    assert.match(await call('continue'), /At main\.py:6, in func1:/);
    await call('stop');
  });

  test('say in a sentence what is wrong', async () => {
    const missing = workspaceFile('missing.py');
    await assert.rejects(call('launch', { program: 'missing.py' }), {
      message: `The program was not started: There is no file ${missing}: correct "program" in the launch configuration.`,
    });
    await assert.rejects(
      call('continuations'),
      /The program has ended|No program is being debugged/,
    );
  });
});
