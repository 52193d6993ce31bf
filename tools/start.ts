/** `npm start`: sets everything up, then debugs a sample and tells the story of each stop. */
import { EventEmitter, on } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from '../debug-adapter/session/test/dapClient.ts';
import { runTask } from './runTask.ts';

const root = path.resolve(import.meta.dirname, '..');

/** After so many stops the program runs on to its end. */
const MOST_STOPS = 60;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(
    'usage: npm start [-- SAMPLE]\n\nSets everything up, then steps through a sample under the debug adapter and\n' +
      'prints each stop. SAMPLE is a folder with a main.py; samples/switch by default.',
  );
  process.exit(0);
}

const folder = path.resolve(root, positionals[0] ?? 'samples/switch');
const program = path.join(folder, 'main.py');
if (!fs.existsSync(program)) {
  console.error(`There is no program ${program}: name a folder with a main.py.`);
  process.exit(2);
}

runTask('setup');
runTask('build');
process.exit(await tellStory(program));

/** Steps through a program and prints where control is. @returns its exit code. */
async function tellStory(file: string): Promise<number> {
  const client = new DapClient();
  const news = new EventEmitter();
  // From now on: events that come together are told of before anybody waits for the second.
  const bodies = on(news, 'news');
  client.onMessage(message => {
    if (message.type !== 'event') return;
    const { event, body } = message as DebugProtocol.Event;
    if (event === 'stopped' || event === 'exited') news.emit('news', body);
    if (event !== 'output') return;
    const who = body.category === 'console' ? 'the debugger says' : 'prints';
    process.stdout.write(`    ${who}: ${body.output}`);
  });
  await client.request('initialize', { adapterID: 'wasix-python' });
  await client.request('launch', { program: file, cwd: folder, stopOnEntry: true });
  await client.event('initialized');
  console.log(`\nStepping through ${path.relative(root, file)}\n`);
  await client.request('setExceptionBreakpoints', { filters: ['uncaught'] });
  await client.request('configurationDone');

  // A service may run for as long as somebody wants it: nothing else keeps this program.
  const watch = setInterval(() => {}, 60_000);
  let before: string | undefined;
  let stop = 0;
  for await (const [body] of bodies) {
    if (body.threadId === undefined) {
      clearInterval(watch);
      await client.close();
      console.log(`\nThe program ended with exit code ${body.exitCode}.`);
      return body.exitCode;
    }
    stop++;
    before = await describeStop(client, body, stop, before);
    const request = stop < MOST_STOPS ? 'stepIn' : 'continue';
    await client.request(request, { threadId: body.threadId });
  }
  throw new Error('the program has told of no end');
}

/** Prints a stop. @returns the name of the active continuation. */
async function describeStop(
  client: DapClient,
  stop: DebugProtocol.StoppedEvent['body'],
  number: number,
  before: string | undefined,
): Promise<string> {
  const { threads } = await client.request('threads');
  const tops = new Map<number, DebugProtocol.StackFrame>();
  for (const { id } of threads) {
    const { stackFrames } = await client.request('stackTrace', { threadId: id, levels: 1 });
    tops.set(id, stackFrames[0]);
  }
  const active = threads.find(({ id }: DebugProtocol.Thread) => id === stop.threadId);
  const name = active.name.split(' · ')[0];
  const frame = tops.get(active.id);
  const passed = before === undefined || before === name ? '' : `, control passed from ${before}`;
  console.log(`stop ${number} (${stop.reason}${passed})`);
  console.log(`    ${name} is active, at line ${frame?.line}:  ${sourceLine(frame)}`);
  for (const { id, name: thread } of threads) {
    const top = tops.get(id);
    const place = top === undefined ? 'no Python frame' : `${top.name}, line ${top.line}`;
    console.log(`    ${id === active.id ? '→' : ' '} ${thread.padEnd(40)} ${place}`);
  }
  return name;
}

/** The line at which a frame stands; empty for a source that only the guest has. */
function sourceLine(frame: DebugProtocol.StackFrame | undefined): string {
  const file = frame?.source?.path;
  if (frame === undefined || file === undefined || !fs.existsSync(file)) return '';
  return fs.readFileSync(file, 'utf8').split('\n')[frame.line - 1]?.trim() ?? '';
}
