import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { RequestName } from '../requests.ts';
import { Conversation } from './conversation.ts';
import { DapClient } from './dapClient.ts';

const PROGRAMS = path.join(import.meta.dirname, 'programs');

const source = { path: path.join(PROGRAMS, 'pingpong.py') };

/** What each request cannot do without. */
const REQUIRED: Partial<Record<RequestName, Record<string, unknown>>> = {
  setBreakpoints: { source },
  setExceptionBreakpoints: { filters: [] },
  setFunctionBreakpoints: { breakpoints: [] },
  setInstructionBreakpoints: { breakpoints: [] },
  setDataBreakpoints: { breakpoints: [] },
  dataBreakpointInfo: { name: 'total' },
  breakpointLocations: { source, line: 3 },
  continue: { threadId: 1 },
  next: { threadId: 1 },
  stepIn: { threadId: 1 },
  stepOut: { threadId: 1 },
  stepInTargets: { frameId: 3 },
  pause: { threadId: 1 },
  gotoTargets: { source, line: 3 },
  goto: { threadId: 1, targetId: 3 },
  disassemble: { memoryReference: '0x100000000', instructionCount: 7 },
  stackTrace: { threadId: 1 },
  exceptionInfo: { threadId: 1 },
  scopes: { frameId: 1 },
  variables: { variablesReference: 1 },
  setVariable: { variablesReference: 1, name: 'total', value: '3' },
  evaluate: { expression: 'total' },
  setExpression: { expression: 'total', value: '4' },
  completions: { text: 'to', column: 3 },
  readMemory: { memoryReference: '0x400', count: 9 },
  writeMemory: { memoryReference: '0x400', data: 'AAAA' },
  locations: { locationReference: 2 },
  source: { sourceReference: 1 },
};

/** What requests can do without, and what each must not be. */
const WRONG: Partial<Record<RequestName, Record<string, unknown>>> = {
  initialize: { adapterID: 3, linesStartAt1: 'yes', clientID: 7, pathFormat: ['path'] },
  launch: { noDebug: 'no' },
  restart: { arguments: 'again' },
  cancel: { requestId: '5', progressId: 5 },
  terminate: { restart: 'yes' },
  disconnect: { terminateDebuggee: 'true', suspendDebuggee: 0 },
  setBreakpoints: { source: 'a.py', breakpoints: 'all', lines: {}, sourceModified: 'yes' },
  setExceptionBreakpoints: { filterOptions: 'raised', exceptionOptions: { breakMode: 'always' } },
  dataBreakpointInfo: { variablesReference: '1', frameId: {} },
  breakpointLocations: { column: 'first', endLine: 2.5, endColumn: -(2 ** 40) },
  continue: { singleThread: 'yes' },
  next: { granularity: 'word', threadId: [1] },
  stepIn: { targetId: '2' },
  disassemble: { offset: '4', instructionOffset: 2 ** 53, instructionCount: 1e9 },
  terminateThreads: { threadIds: 1 },
  stackTrace: { startFrame: -1, levels: 0.5, format: true },
  variables: { filter: 'all', start: -5, count: 1e300, format: 'hex' },
  evaluate: { frameId: 2 ** 53, context: 3, format: 'hex', expression: 'a\ud800b' },
  setVariable: { name: 12, value: 5 },
  completions: { line: 'one', text: null },
  readMemory: { count: -1, offset: 1e300, memoryReference: 1024 },
  writeMemory: { data: 'not Base64!', offset: 'two' },
  modules: { startModule: -3, moduleCount: 'all' },
  continuations: { start: 'first', count: -1 },
  switchLog: { start: -1, count: 2.25 },
  stepToSwitch: { threadId: 'main' },
  runToContinuation: { continuationId: 'three' },
  source: { source: 'pingpong.py' },
};

/** What is wrong deeper inside. */
const NESTED: [command: RequestName, args: object, name: string][] = [
  ['evaluate', { expression: 'total', format: { hex: 1 } }, 'format.hex'],
  ['setBreakpoints', { source, breakpoints: [{ line: 2 }, {}] }, 'breakpoints[1].line'],
  ['setBreakpoints', { source, breakpoints: [{ line: '7' }] }, 'breakpoints[0].line'],
  ['setBreakpoints', { source, breakpoints: [{ line: -7 }] }, 'breakpoints[0].line'],
  ['setBreakpoints', { source, breakpoints: [7] }, 'breakpoints[0]'],
  [
    'setBreakpoints',
    { source, breakpoints: [{ line: 7, condition: 1 }] },
    'breakpoints[0].condition',
  ],
  ['setBreakpoints', { source: { name: 'a.py' } }, 'source'],
  ['setBreakpoints', { source: { path: 'a\0.py' } }, 'source.path'],
  ['setFunctionBreakpoints', { breakpoints: [{ name: {} }] }, 'breakpoints[0].name'],
  ['setDataBreakpoints', { breakpoints: [null] }, 'breakpoints[0]'],
  ['setDataBreakpoints', { breakpoints: [{ dataId: 4 }] }, 'breakpoints[0].dataId'],
  [
    'setInstructionBreakpoints',
    { breakpoints: [{ instructionReference: 'x'.repeat(100_000) }] },
    'breakpoints[0].instructionReference',
  ],
  ['setExceptionBreakpoints', { filters: ['raised', 1] }, 'filters[1]'],
  [
    'setExceptionBreakpoints',
    { filters: [], exceptionOptions: [{ breakMode: 'often' }] },
    'exceptionOptions[0].breakMode',
  ],
  ['terminateThreads', { threadIds: [1, 'two'] }, 'threadIds[1]'],
];

/** Sends what is to be refused, and holds that the refusal is one sentence that names the argument. */
async function refused(client: DapClient, command: string, args: object, name: string) {
  const { success, message = '' } = await client.send(command, args);
  const what = `${command} ${JSON.stringify(args).slice(0, 200)}: ${message}`;
  assert.equal(success, false, what);
  assert.ok(message.startsWith(`The argument "${name}" of "${command}" must be `), what);
  assert.match(message, /^[^\n]{1,250}\.$/, what);
}

test('R6: an argument that is missing or wrong is named in one sentence, by every request', async () => {
  const client = new DapClient();
  for (const [command, args] of Object.entries(REQUIRED)) {
    for (const name of Object.keys(args)) {
      await refused(client, command, { ...args, [name]: undefined }, name);
      await refused(client, command, { ...args, [name]: null }, name);
      await refused(client, command, { ...args, [name]: false }, name);
    }
  }
  for (const [command, args] of Object.entries(WRONG)) {
    const required = REQUIRED[command as RequestName];
    for (const [name, value] of Object.entries(args)) {
      await refused(client, command, { ...required, [name]: value }, name);
    }
  }
  for (const [command, args, name] of NESTED) await refused(client, command, args, name);
  await client.close();
});

test('R6: what a client need not send may be null, and what nobody knows may be there', async () => {
  const client = new DapClient();
  const more = { nobodyKnows: [{ this: null }] };
  await client.request('initialize', {
    adapterID: 'x',
    locale: null,
    linesStartAt1: null,
    ...more,
  });
  const program = path.join(PROGRAMS, 'pingpong.py');
  await client.request('launch', { program, cwd: null, args: null, noDebug: null, ...more });
  const breakpoints = [{ line: 8, column: null, condition: null, hitCondition: null, ...more }];
  const set = await client.request('setBreakpoints', {
    source: { ...source, sourceReference: null, checksums: null, ...more },
    breakpoints,
    lines: null,
  });
  assert.equal(set.breakpoints[0].verified, true);
  await client.request('setExceptionBreakpoints', { filters: [], filterOptions: null });
  await client.request('configurationDone', { ...more });
  const { threadId } = await client.event('stopped');
  const { stackFrames } = await client.request('stackTrace', {
    threadId,
    startFrame: null,
    levels: null,
    format: null,
  });
  const frameId = stackFrames[0].id;
  const { result } = await client.request('evaluate', {
    expression: '6 * 7',
    frameId,
    context: null,
    format: { hex: null },
  });
  assert.equal(result, '42');
  await client.close();
});

test('R6: numbers and texts that fit nothing get a sentence, or what there is', async () => {
  const talk = await Conversation.stoppedAt('counting.py', 'loop');
  const { client } = talk;
  const frameId = await talk.frameId();
  const threadId = 1;
  const highest = Number.MAX_SAFE_INTEGER;
  const { scopes } = await client.request('scopes', { frameId });
  const { variablesReference } = scopes[0];

  const far = await client.request('stackTrace', {
    threadId,
    startFrame: highest,
    levels: highest,
  });
  assert.deepEqual(far.stackFrames, []);
  assert.ok(far.totalFrames > 0);
  const all = await client.request('stackTrace', { threadId, startFrame: 0, levels: highest });
  assert.equal(all.stackFrames.length, far.totalFrames);
  const list = await client.request('evaluate', { expression: 'list(range(5))', frameId });
  for (const [start, count, expected] of [
    [0, highest, 5],
    [highest, 2, 0],
    [highest, highest, 0],
    [3, 0, 2],
  ]) {
    const { variables } = await client.request('variables', {
      variablesReference: list.variablesReference,
      filter: 'indexed',
      start,
      count,
    });
    assert.equal(variables.length, expected, `${start}, ${count}`);
  }
  const shown = await client.request('evaluate', { expression: 'dict(a=1, b=2)', frameId });
  const { variables } = await client.request('variables', {
    variablesReference: shown.variablesReference,
    filter: 'indexed',
    start: highest,
    count: highest,
  });
  assert.deepEqual(variables, []);

  const deep = `${'('.repeat(2_000)}1${')'.repeat(2_000)}`;
  for (const [command, args, sentence] of [
    ['scopes', { frameId: -3 }, /^This frame is not there any more\.$/],
    ['stepInTargets', { frameId: 2 ** 31 - 1 }, /^This frame is not there any more\.$/],
    [
      'variables',
      { variablesReference: 2 ** 31 - 1 },
      /^These variables are not there any more\.$/,
    ],
    ['stackTrace', { threadId: 2 ** 31 - 1 }, /^There is no thread 2147483647 any more\.$/],
    ['next', { threadId: -1 }, /^There is no thread -1 any more\.$/],
    ['setVariable', { variablesReference, name: 'x', value: '1 +' }, /^SyntaxError: /],
    [
      'setVariable',
      { variablesReference: list.variablesReference, name: '[first]', value: '1' },
      /^There is no member \[first\]\.$/,
    ],
    [
      'setVariable',
      { variablesReference: shown.variablesReference, name: "['c']", value: '1' },
      /^There is no member \['c'\]\.$/,
    ],
    ['evaluate', { expression: deep, frameId }, /^(SyntaxError|MemoryError|RecursionError)/],
    ['evaluate', { expression: '{}[16]', frameId }, /^KeyError: 16$/],
    ['source', { sourceReference: 400 }, /^This source is not available any more\.$/],
    ['locations', { locationReference: -4 }, /^This place in the source is not known/],
    ['disassemble', { memoryReference: '12', instructionCount: 2 }, /^There is no Python code at/],
    ['readMemory', { memoryReference: '0xzz', count: 2 }, /^"0xzz" is no address in memory/],
    ['goto', { threadId, targetId: 2 ** 31 - 1 }, /^Python cannot jump to line 2147483647: /],
  ] as const) {
    const { success, message = '' } = await client.send(command, args);
    assert.equal(success, false, command);
    assert.match(message, sentence, `${command}: ${message}`);
  }
  const set = await client.request('setBreakpoints', {
    source,
    breakpoints: [
      { line: 2 ** 31 - 1 },
      { line: 8, condition: deep },
      { line: 8, hitCondition: '9'.repeat(10_000) },
    ],
  });
  for (const { verified, message } of set.breakpoints) {
    assert.equal(verified, false, JSON.stringify(set));
    assert.ok(message === undefined || message.length < 250, message);
  }
  await client.close();
});

test('R6: the main thread of a program without greenlets cannot be ended', async () => {
  const talk = await Conversation.stoppedAt('counting.py', 'loop');
  const { message } = await talk.client.send('terminateThreads', { threadIds: [1] });
  assert.match(String(message), /^The main continuation ends with the program/);
  await talk.client.close();
});
