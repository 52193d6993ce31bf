// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how dotenv files name variables
/** Attributes of configurations as people bring them along from debugpy. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { PYTHON_VERSIONS } from '../python/versions.ts';
import { DapClient } from './dapClient.ts';
import { Listener } from './listener.ts';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'launch-attributes-')));
after(() => fs.rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

/** Prints its arguments, and the environment variables whose names begin with `MY_`. */
const telling = write(
  'telling.py',
  `import os, sys
print(sys.argv[1:], {name: value for name, value in os.environ.items() if name.startswith("MY_")})
`,
);

/** Runs the program. @returns what it prints, and what the debugger says. */
async function run(configuration: object): Promise<{ stdout: string; console: string }> {
  const client = new DapClient();
  const told = { stdout: '', console: '' };
  client.onMessage(message => {
    const { event, body } = message as DebugProtocol.OutputEvent;
    if (event !== 'output') return;
    if (body.category === 'stdout') told.stdout += body.output;
    if (body.category === 'console') told.console += body.output;
  });
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program: telling, ...configuration });
  await client.event('initialized');
  await client.request('configurationDone');
  await client.event('terminated');
  await client.close();
  return told;
}

async function refusal(configuration: object): Promise<string> {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  const { success, message, body } = await client.send('launch', {
    program: telling,
    ...configuration,
  });
  await client.close();
  assert.deepEqual([success, body.error.showUser], [false, true]);
  return String(message);
}

test('U4: envFile sets variables, and env goes before it', async () => {
  write('settings/.env', '# settings\nexport MY_A=1\nMY_B="two ${MY_A}" # here\nMY_C=file\n');
  const { stdout, console: remarks } = await run({
    cwd: folder,
    envFile: 'settings/.env',
    env: { MY_C: 'configuration' },
  });
  assert.equal(stdout, "[] {'MY_A': '1', 'MY_B': 'two 1', 'MY_C': 'configuration'}\n");
  assert.equal(remarks, '');
});

test('U4: an envFile that is not there, or cannot be read, is one clear sentence', async () => {
  const missing = path.join(folder, 'missing.env');
  assert.equal(
    await refusal({ envFile: missing }),
    `There is no file ${missing}: correct "envFile" in the launch configuration.`,
  );
  assert.equal(
    await refusal({ envFile: folder }),
    `The file ${folder} cannot be read (EISDIR): correct "envFile" in the launch configuration.`,
  );
});

test('U4: args may be one string, which is divided as a shell does', async () => {
  const { stdout } = await run({ args: `--name 'Ada L.' "a\\"b" c\\ d $HOME` });
  assert.equal(stdout, `['--name', 'Ada L.', 'a"b', 'c d', '$HOME'] {}\n`);
  assert.match(
    await refusal({ args: "it's" }),
    /^The launch configuration's "args" opens a quotation that it does not close, in "it's": close it/,
  );
});

test('U4: attributes without effect are told of once, and the others not at all', async () => {
  const client = new DapClient();
  const remarks: string[] = [];
  client.onMessage(message => {
    const { event, body } = message as DebugProtocol.OutputEvent;
    if (event === 'output' && body.category === 'console') remarks.push(body.output);
  });
  await client.request('initialize', { adapterID: 'wasix-python' });
  const configuration = {
    type: 'wasix-python',
    request: 'launch',
    name: 'x',
    program: telling,
    argv: ['x'],
    python: '/usr/bin/python3',
    subProcess: true,
    gevent: true,
    redirectOutput: true,
    internalConsoleOptions: 'neverOpen',
    __sessionId: '1',
  };
  await client.request('launch', configuration);
  await client.event('initialized');
  await client.request('restart', { arguments: configuration });
  await client.event('terminated');
  await client.close();
  assert.deepEqual(remarks, [
    `The launch configuration's "argv" has no effect, as no attribute is called so: did you mean "args"?\n`,
    `The launch configuration's "python" has no effect: it is no version, and programs run on the WASIX Python that comes with this debugger; give a version here, and name a virtual environment in "packages".\n`,
    `The launch configuration's "subProcess" has no effect: a program in WebAssembly is a single process and starts no other; take the attribute out.\n`,
  ]);
});

test('U4: an attribute that is misspelled is told of, too, when the launch fails for it', async () => {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python' });
  const { message } = await client.send('launch', { progam: telling });
  assert.match(String(message), /names no program/);
  const { output } = await client.event('output');
  assert.match(output, /"progam" has no effect, .* did you mean "program"\?\n$/);
  await client.close();
});

test('logToFile: the conversation is in the file that is named, without secrets, or in one that is told', async () => {
  const env = { MY_KEY: 's3cret' };
  const { console: remark } = await run({
    cwd: folder,
    env,
    token: 'sesame',
    logToFile: 'session.log',
  });
  const named = path.join(folder, 'session.log');
  assert.equal(remark, `The conversation with the debugger is written to ${named}.\n`);
  const log = fs.readFileSync(named, 'utf8');
  for (const message of ['initialize', 'launch', 'configurationDone', 'disconnect']) {
    assert.match(log, new RegExp(`^\\S+Z client: .*"command":"${message}"`, 'm'));
    assert.match(log, new RegExp(`^\\S+Z adapter: .*"command":"${message}"`, 'm'));
  }
  assert.match(log, /^\S+Z adapter: .*"event":"exited"/m);
  assert.match(log, /"env":\{"MY_KEY":"…"\},"token":"…"/);
  assert.doesNotMatch(log.replace(/"output":"[^\n]*/g, ''), /s3cret|sesame/);

  const { console: told } = await run({ logToFile: true });
  const [, usual = ''] = /is written to (\/.*\.log)\.\n$/.exec(told) ?? [];
  assert.match(fs.readFileSync(usual, 'utf8'), /"command":"launch"/);
  fs.rmSync(usual);
});

for (const remoteRoot of ['.', 'absolute']) {
  test(`U4: pathMappings lead from the editor's folder to the program's: ${remoteRoot}`, async () => {
    const program = write('remote/main.py', 'import helper\n\nhelper.double(2)\nprint("done")\n');
    write('remote/helper.py', 'def double(number):\n    return 2 * number\n');
    const debugged = Listener.program(['--wait', program], {}, path.dirname(program));
    const root = remoteRoot === '.' ? '.' : path.dirname(program);
    const client = await debugged.attached({
      pathMappings: [{ localRoot: '/home/me/project', remoteRoot: root }],
      unheardOf: 1,
    });
    assert.match(
      (await client.event('output')).output,
      /^The attach configuration's "unheardOf" has no effect/,
    );
    const { breakpoints } = await client.request('setBreakpoints', {
      source: { path: '/home/me/project/helper.py' },
      breakpoints: [{ line: 2 }],
    });
    assert.deepEqual(
      [breakpoints[0].verified, breakpoints[0].source.path],
      [true, '/home/me/project/helper.py'],
    );
    await client.request('configurationDone');
    const { threadId } = await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId });
    assert.deepEqual(
      stackFrames.map(({ source }: DebugProtocol.StackFrame) => source?.path),
      ['/home/me/project/helper.py', '/home/me/project/main.py'],
    );
    await client.request('continue', { threadId });
    await client.event('terminated');
    await client.close();
    await debugged.ended();
  });
}

test('"python" chooses the version that runs the program', async () => {
  const program = write('version.py', 'import sys\nprint("%d.%d" % sys.version_info[:2])\n');
  for (const python of PYTHON_VERSIONS) {
    assert.deepEqual(await run({ program, python }), { stdout: `${python}\n`, console: '' });
  }
  for (const python of ['3.12', 3.14]) {
    assert.match(await refusal({ python }), /"python".* "3\.13" or "3\.14"/);
  }
});
