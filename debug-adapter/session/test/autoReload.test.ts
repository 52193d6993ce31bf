import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from './dapClient.ts';
import { TemporaryProject } from './temporaryProject.ts';

const SERVICE = `import time
import answers
print("serves", answers.ANSWER, flush=True)
while True:
    time.sleep(0.01)
`;

/** Somebody who works on a service that is started again by itself. */
class Developer implements AsyncDisposable {
  readonly project = new TemporaryProject();
  readonly client = new DapClient();
  readonly program = this.project.write('service.py', SERVICE);

  /** Starts the service, and waits until it serves. */
  static async serving(autoReload: unknown = true, lines: readonly number[] = []) {
    const developer = new Developer();
    developer.edit('answers.py', 'ANSWER = 1');
    await developer.launch(autoReload, lines);
    return developer;
  }

  async launch(autoReload: unknown, lines: readonly number[] = []): Promise<void> {
    const { client, program } = this;
    await client.request('initialize', { adapterID: 'wasix-python' });
    await client.request('launch', { program, autoReload });
    await client.event('initialized');
    const breakpoints = lines.map(line => ({ line }));
    await client.request('setBreakpoints', { source: { path: program }, breakpoints });
    await client.request('configurationDone');
  }

  edit(name: string, text: string): string {
    return this.project.write(name, `${text}\n`);
  }

  /** Waits until something like this is told, or printed. */
  async told(pattern: RegExp): Promise<string> {
    const { output } = await this.client.event('output', ({ output }) => pattern.test(output));
    return output.trim();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    this.project[Symbol.dispose]();
  }
}

test('a service starts again when a file changes that it has loaded', async () => {
  await using developer = await Developer.serving();
  await developer.told(/serves 1/);
  for (const answer of [2, 3]) {
    developer.edit('answers.py', `ANSWER = ${answer}`);
    assert.equal(
      await developer.told(/changed/),
      'answers.py has changed: the program starts again now.',
    );
    await developer.told(new RegExp(`serves ${answer}`));
  }
});

test('files that are saved by a rename, or as the program itself, start it again', async () => {
  await using developer = await Developer.serving();
  await developer.told(/serves 1/);
  const aside = developer.edit('answers.new', 'ANSWER = 2');
  fs.renameSync(aside, aside.replace('.new', '.py'));
  fs.writeFileSync(developer.program, SERVICE.replace('serves', 'now serves'));
  await developer.told(/now serves 2/);
});

test('what it has not loaded, and what is saved as it was, does not start it', async () => {
  await using developer = await Developer.serving();
  await developer.told(/serves 1/);
  const said: string[] = [];
  developer.client.onMessage(message => {
    const { event, body } = message as DebugProtocol.Event;
    if (event === 'output') said.push(body.output);
  });
  developer.edit('test_answers.py', 'import answers');
  developer.edit('answers.py', 'ANSWER = 1');
  developer.edit('.hidden/answers.py', 'ANSWER = 2');
  // Whatever would be told of those is told before this.
  fs.appendFileSync(developer.program, '# the end\n');
  await developer.told(/serves 1/);
  assert.deepEqual(said, ['service.py has changed: the program starts again now.\n', 'serves 1\n']);
});

test('it starts again for other files that are included, and for none that are excluded', async () => {
  const watched = { include: ['**/*.html', 'pages/*.txt'], exclude: ['**/drafts/**'] };
  await using developer = await Developer.serving(watched);
  await developer.told(/serves 1/);
  developer.edit('drafts/page.html', '<p>');
  developer.edit('pages/page.html', '<p>');
  assert.match(await developer.told(/changed/), /^page\.html has changed/);
  await developer.told(/serves 1/);
  developer.edit('pages/page.txt', 'text');
  assert.match(await developer.told(/changed/), /^page\.txt has changed/);
});

test('while it stands still it is left alone, and starts again with its breakpoints', async () => {
  await using developer = await Developer.serving(true, [3]);
  const { client } = developer;
  const { threadId } = await client.event('stopped');
  developer.edit('answers.py', 'ANSWER = 2');
  const told = await developer.told(/changed/);
  assert.equal(told, 'answers.py has changed: the program starts again as soon as it goes on.');
  await client.request('next', { threadId });
  await client.event('stopped');
  developer.edit('answers.py', 'ANSWER = 3');
  await client.request('continue', { threadId });
  await developer.told(/starts again now/);
  await client.event('stopped');
  await client.request('continue', { threadId });
  await developer.told(/serves 3/);
});

test('one that fails is started again after the next change, and can be ended meanwhile', async () => {
  await using developer = new Developer();
  const { client } = developer;
  await developer.launch(true);
  const failed = 'The program has ended with exit code 1: it starts again when a file changes.';
  assert.equal(await developer.told(/has ended/), failed);
  developer.edit('answers.py', 'ANSWER = (');
  await developer.told(/has ended/);
  developer.edit('answers.py', 'ANSWER = 4');
  await developer.told(/serves 4/);
  developer.edit('answers.py', 'raise SystemExit("no answer")');
  await developer.told(/has ended/);
  await client.request('terminate');
  await client.event('terminated');
});

test('one that has done its work is not started again', async () => {
  await using developer = new Developer();
  developer.edit('answers.py', 'ANSWER = 5\nraise SystemExit');
  await developer.launch(true);
  const { exitCode } = await developer.client.event('exited');
  await developer.client.event('terminated');
  assert.equal(exitCode, 0);
});

test('what cannot be meant by the attribute is explained', async () => {
  await using developer = new Developer();
  await assert.rejects(developer.launch('always'), {
    message:
      'The launch configuration\'s "autoReload" must be true, false or an object with "enable", "include" and "exclude", not "always".',
  });
});
