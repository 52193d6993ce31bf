/** What becomes of somebody who debugs a service. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PythonVersion } from '../../debug-adapter/session/python/versions.ts';
import { Program } from '../../debug-adapter/session/test/program.ts';
import { type Framework, packagesOf, type Start } from './frameworks.ts';
import { frameworkPackages } from './packages.ts';
import { type Answer, freePort, Service } from './service.ts';

const PROGRAMS = path.join(import.meta.dirname, 'programs');

/** Numbers that are counted from run to run, and lines. */
const NUMBERS = /\d+/g;

/**
 * Serves two requests by a framework. The first one stops at a breakpoint in its handler, where its
 * variables are looked at, and a step ends at the next line; the second one is served while none is set.
 *
 * @returns in which thread the program stood.
 * @throws AssertionError that says what was not as it should be.
 */
export async function debugRequest(framework: Framework, python: PythonVersion): Promise<string> {
  const { file, start, route = '/greet/', stands, afterStep } = framework;
  const [stop, after] = framework.markers ?? ['stop', 'after'];
  const marked = new Program(path.join(PROGRAMS, file));
  const port = await freePort();
  const configuration = {
    ...configurationOf(start(port), PROGRAMS, python),
    packages: await packagesOf(framework, python),
  };
  await using service = await Service.launch(port, configuration, {
    file: marked.file,
    lines: [marked.line(stop)],
  });
  const { client } = service;
  const answer = service.ask(`${route}Ada`);
  const { reason, threadId } = await Promise.race([
    client.event('stopped'),
    answer.then(({ status, text }) => assert.fail(`answered without a stop: ${status} ${text}`)),
  ]);
  assert.equal(reason, 'breakpoint', service.output);
  const { threads } = await client.request('threads');
  const { name } = threads.find(({ id }: { id: number }) => id === threadId);
  assert.match(name.replace(NUMBERS, 'N'), stands.thread);
  const atStop = await topFrame(service, threadId);
  assert.deepEqual([atStop.name, atStop.line], [stands.frame, marked.line(stop)]);
  assert.equal(await valueIn(service, atStop.id, 'name'), "'Ada'");

  await client.request('next', { threadId });
  const stepped = await client.event('stopped');
  assert.deepEqual([stepped.reason, stepped.threadId], ['step', threadId]);
  const atStep = await topFrame(service, threadId);
  assert.deepEqual([atStep.name, atStep.line], [stands.frame, marked.line(after)]);
  const [expression, value] = afterStep;
  assert.equal(await valueIn(service, atStep.id, expression), value);

  await client.request('setBreakpoints', { source: { path: marked.file }, breakpoints: [] });
  await client.request('continue', { threadId });
  assertSays(await answer, 'Hello, Ada!');
  assertSays(await service.ask(`${route}Grace`), 'Hello, Grace!');
  assert.doesNotMatch(service.output, /Traceback/);
  return name;
}

/**
 * Edits the program of a service that runs with `autoReload`, which then answers in its new words.
 * @throws AssertionError that says what was not as it should be.
 */
export async function reloadByEdit(framework: Framework, python: PythonVersion): Promise<void> {
  const { file, start, route = '/greet/' } = framework;
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'frameworks-test-')));
  try {
    await cp(PROGRAMS, folder, { recursive: true });
    const port = await freePort();
    const configuration = {
      ...configurationOf(start(port), folder, python),
      packages: await packagesOf(framework, python),
      autoReload: true,
    };
    const edited = path.join(folder, file);
    await using service = await Service.launch(port, configuration, { file: edited, lines: [] });
    assertSays(await service.ask(`${route}Ada`), 'Hello, Ada!');
    const text = await readFile(edited, 'utf8');
    await writeFile(edited, text.replaceAll('Hello', 'Welcome'));
    await service.askUntil(`${route}Ada`, 'Welcome, Ada!');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Starts what cannot run.
 * @throws AssertionError when it does not end with a failure that says why.
 */
export async function failWithReason(
  start: (port: number) => Start,
  says: RegExp,
  python: PythonVersion,
): Promise<void> {
  const port = await freePort();
  const configuration = {
    ...configurationOf(start(port), PROGRAMS, python),
    packages: [await frameworkPackages()],
  };
  await using service = await Service.launch(port, configuration, { file: PROGRAMS, lines: [] });
  const { exitCode } = await service.client.event('exited');
  assert.notEqual(exitCode, 0);
  await service.client.event('terminated');
  assert.match(service.output, says);
}

function configurationOf({ program, ...rest }: Start, folder: string, python: PythonVersion) {
  const file = program === undefined ? {} : { program: path.join(folder, program) };
  return { ...rest, ...file, cwd: folder, python };
}

async function topFrame(
  { client }: Service,
  threadId: number,
): Promise<{ id: number; name: string; line: number }> {
  return (await client.request('stackTrace', { threadId })).stackFrames[0];
}

/** The value of a local variable, or of what is inside of one. */
async function valueIn({ client }: Service, frameId: number, expression: string): Promise<string> {
  return (await client.request('evaluate', { expression, frameId, context: 'watch' })).result;
}

function assertSays({ status, text }: Answer, greeting: string): void {
  assert.equal(status, 200, text);
  assert.ok(text.includes(greeting), text);
}
