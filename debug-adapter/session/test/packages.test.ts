import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { DapClient } from './dapClient.ts';

describe('packages of the program that is debugged', () => {
  let folder: string;
  before(() => {
    // The names that stack traces have are without symbolic links.
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'packages-test-')));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  function write(name: string, text: string): string {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  async function launch(configuration: object): Promise<DapClient> {
    const client = new DapClient();
    await client.request('initialize', { adapterID: 'wasix-python' });
    await client.request('launch', configuration);
    await client.event('initialized');
    return client;
  }

  const GREETING = 'def greet(name):\n    words = "hello " + name\n    return words\n';

  test('are imported from the folders that the launch configuration names, and found around it', async () => {
    write('named/greeting.py', GREETING);
    write('project/venv/pyvenv.cfg', '');
    const module = write(
      'project/venv/lib/python3.13/site-packages/farewell.py',
      'from greeting import greet\ndef leave():\n    return greet("all") + ", bye"\n',
    );
    const program = write('project/main.py', 'import farewell\nprint(farewell.leave())\n');
    const client = await launch({
      program,
      cwd: path.dirname(program),
      packages: ['../named'],
      justMyCode: false,
    });
    await client.request('setBreakpoints', {
      source: { path: module },
      breakpoints: [{ line: 3 }],
    });
    await client.request('configurationDone');

    const { threadId } = await client.event('stopped');
    const stack = await client.request('stackTrace', { threadId });
    assert.deepEqual(
      stack.stackFrames
        .slice(0, 2)
        .map((frame: { name: string; source: { path: string } }) => [
          frame.name,
          frame.source.path,
        ]),
      [
        ['leave', module],
        ['<module>', program],
      ],
    );
    await client.request('continue', { threadId });
    const { output } = await client.event('output', body => body.category === 'stdout');
    assert.equal(output, 'hello all, bye\n');
    await client.close();
  });

  test('U11: are those of the selected environment, after what was installed for WASIX Python', async () => {
    for (const [environment, mark] of [
      ['selected', 'pyvenv.cfg'],
      ['of conda', 'conda-meta'],
    ] as const) {
      const installed = `${environment}/lib/python3.11/site-packages`;
      write(`${environment}/${mark}`, '');
      write(`${installed}/greeting.py`, GREETING);
      write(`${installed}/settled.py`, 'place = "environment"\n');
      write('with selection/.wasix-packages/settled.py', 'place = "project"\n');
      write('with selection/.venv/pyvenv.cfg', '');
      write('with selection/.venv/lib/python3.11/site-packages/greeting.py', 'greet = repr\n');
      const program = write(
        'with selection/main.py',
        'import greeting, settled\nprint(greeting.greet("you"), settled.place)\n',
      );
      const pythonEnvironment = path.join(folder, environment);
      const client = await launch({ program, pythonEnvironment });
      await client.request('configurationDone');
      const { output } = await client.event('output', body => body.category === 'stdout');
      assert.equal(output, 'hello you project\n');
      await client.close();
    }
  });

  test('are nothing to stop in while one steps through one’s own code', async () => {
    write('environment/pyvenv.cfg', '');
    write('environment/lib/python3.13/site-packages/greeting.py', GREETING);
    const program = write('own.py', 'from greeting import greet\ngreet("you")\ngreet("me")\n');
    const client = await launch({
      program,
      packages: [path.join(folder, 'environment')],
      stopOnEntry: true,
    });
    await client.request('configurationDone');
    const lines: number[] = [];
    for (const command of ['next', 'stepIn', 'continue']) {
      const { threadId } = await client.event('stopped');
      const { stackFrames } = await client.request('stackTrace', { threadId });
      lines.push(stackFrames[0].line);
      await client.request(command, { threadId });
    }
    assert.deepEqual(lines, [1, 2, 3]);
    await client.event('terminated');
    await client.close();
  });

  test('must be there if they are named', async () => {
    const program = write('main.py', '');
    const client = new DapClient();
    await client.request('initialize', { adapterID: 'wasix-python' });
    await assert.rejects(
      client.request('launch', { program, packages: ['absent'] }),
      /packages.*absent/,
    );
    await client.close();
  });
});
