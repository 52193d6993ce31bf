import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from './dapClient.ts';

describe('U2: a module that is not there', () => {
  let folder: string;
  before(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'missing-test-')));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  function write(name: string, text: string): string {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  /** Runs a program to its end. @returns what was told of packages, and the console's last line. */
  async function run(
    source: string,
    { filters = [], ...configuration }: { filters?: string[]; module?: string } = {},
  ): Promise<{ missing: object[]; console: string; printed: string[] }> {
    const client = new DapClient();
    const missing: object[] = [];
    const printed: string[] = [];
    let console = '';
    client.onMessage(message => {
      if (message.type !== 'event') return;
      const { event, body } = message as DebugProtocol.Event;
      if (event === 'missingPackage') missing.push(body);
      if (event === 'output' && body.category === 'console') console = body.output;
      if (event === 'output') printed.push(body.category);
    });
    const program = write('project/main.py', source);
    await client.request('initialize', { adapterID: 'wasix-python' });
    const target = configuration.module === undefined ? { program } : configuration;
    await client.request('launch', { ...target, cwd: path.dirname(program) });
    await client.event('initialized');
    await client.request('setExceptionBreakpoints', { filters });
    await client.request('configurationDone');
    for (const _ of filters) {
      const { threadId } = await client.event('stopped');
      assert.equal(missing.length, 1, 'it is told at the stop');
      await client.request('continue', { threadId });
    }
    await client.event('terminated');
    await client.close();
    return { missing, console, printed };
  }

  const yaml = () => ({
    module: 'yaml',
    distribution: 'PyYAML',
    folder: path.join(folder, 'project'),
  });

  test('U2: is explained when it ends the program, after the traceback', async () => {
    const { missing, console, printed } = await run('import yaml\n');
    assert.deepEqual(missing, [yaml()]);
    assert.match(console, /'yaml'.*not this machine's Python.*`wasix-python pip install PyYAML`/);
    assert.deepEqual([printed.includes('stderr'), printed.at(-1)], [true, 'console']);
  });

  test('U2: is explained once, at the stop', async () => {
    const { missing } = await run('import yaml\n', { filters: ['raised', 'uncaught'] });
    assert.deepEqual(missing, [yaml()]);
  });

  test('U2: is found behind other exceptions', async () => {
    const wrapped =
      'try:\n    import yaml\nexcept ImportError as error:\n    raise ValueError("x") from error\n';
    assert.deepEqual((await run(wrapped)).missing, [yaml()]);
    const grouped =
      'try:\n    import yaml.nodes\nexcept ImportError as error:\n    raise ExceptionGroup("x", [error])\n';
    assert.deepEqual((await run(grouped)).missing, [yaml()]);
  });

  test('U2: is explained when it is the one to run', async () => {
    const { missing, console } = await run('', { module: 'uvicorn' });
    const [{ module, distribution }] = missing as [{ module: string; distribution: string }];
    assert.deepEqual([module, distribution], ['uvicorn', 'uvicorn']);
    assert.match(console, /`wasix-python pip install uvicorn`/);
  });

  test('U2: is none that can be installed', async () => {
    for (const source of [
      // Of a package that is there; of nobody's; handled; not looked for.
      'import json.nothing\n',
      'raise ModuleNotFoundError("no name")\n',
      'try:\n    import yaml\nexcept ImportError:\n    pass\n',
      'import sys\nsys.modules["blocked"] = None\nimport blocked\n',
    ]) {
      const { missing, console } = await run(source);
      assert.deepEqual({ missing, console }, { missing: [], console: '' }, source);
    }
  });

  test("U2: is of Python's own, which has its reason", async () => {
    const { missing, console } = await run('import _curses\n');
    assert.deepEqual(missing, []);
    assert.match(console, /^The module '_curses' belongs to Python.*needs ncurses/);
    const windows = await run('import msvcrt\n');
    assert.match(windows.console, /^The module 'msvcrt' .* it is for other systems\.\n$/);
  });

  test("U2: is the user's own, elsewhere in the project", async () => {
    write('project/src/helpers/__init__.py', '');
    write('project/tools/tasks.py', '');
    const { missing, console } = await run('import helpers\n');
    assert.deepEqual(missing, []);
    assert.match(console, /^The module 'helpers' is in .*\/project\/src, where Python does not/);
    assert.match((await run('import tasks\n')).console, /^The module 'tasks' is in .*\/tools, /);
  });
});
