/** A file that goes by several paths, and clients that name files by URIs. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DapClient } from './dapClient.ts';

// Without links of the system's own.
const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'file-paths-')));
after(() => fs.rmSync(folder, { recursive: true }));

const place = (...names: string[]): string => path.join(folder, ...names);

fs.mkdirSync(place('real', 'package'), { recursive: true });
fs.symlinkSync('real', place('link'));
fs.writeFileSync(
  place('real', 'main.py'),
  'import alias\nfrom package import inner\n\nalias.double(2)\ninner.triple(3)\n',
);
fs.writeFileSync(place('real', 'original.py'), 'def double(number):\n    return 2 * number\n');
fs.symlinkSync('original.py', place('real', 'alias.py'));
fs.writeFileSync(
  place('real', 'package', 'inner.py'),
  'def triple(number):\n    return 3 * number\n',
);

interface Plan {
  readonly program: string;
  /** Lines with breakpoints, by the client's name of the file. */
  readonly breakpoints: readonly (readonly [file: string, line: number])[];
  readonly pathFormat?: string;
  readonly cwd?: string;
}

/** Debugs the program. @returns what the client is told: where breakpoints are, and each stop. */
async function debug({ program, breakpoints, pathFormat = 'path', cwd }: Plan): Promise<string[]> {
  const client = new DapClient();
  await client.request('initialize', { adapterID: 'wasix-python', pathFormat });
  await client.request('launch', { program, ...(cwd === undefined ? {} : { cwd }) });
  await client.event('initialized');
  const told: string[] = [];
  for (const [file, line] of breakpoints) {
    const answer = await client.request('setBreakpoints', {
      source: { path: file },
      breakpoints: [{ line }],
    });
    const [{ verified, source }] = answer.breakpoints;
    told.push(`${verified} ${source.path}:${answer.breakpoints[0].line}`);
  }
  await client.request('configurationDone');
  for (;;) {
    const { event, body } = await client.eventOf('stopped', 'terminated');
    if (event === 'terminated') break;
    const { threadId } = body;
    const { stackFrames } = await client.request('stackTrace', { threadId });
    told.push(`stop ${stackFrames[0].source.path}:${stackFrames[0].line}`);
    await client.request('continue', { threadId });
  }
  await client.close();
  return told;
}

function hits(...breakpoints: (readonly [string, number])[]): string[] {
  return [
    ...breakpoints.map(([file, line]) => `true ${file}:${line}`),
    ...breakpoints.map(([file, line]) => `stop ${file}:${line}`),
  ];
}

test('D13: the program by a linked folder, breakpoints by the real one, and the reverse', async () => {
  for (const [run, named] of [
    ['link', 'real'],
    ['real', 'link'],
  ] as const) {
    const breakpoints = [
      [place(named, 'main.py'), 4],
      [place(named, 'package', 'inner.py'), 2],
    ] as const;
    const program = place(run, 'main.py');
    assert.deepEqual(await debug({ program, breakpoints }), hits(...breakpoints));
    assert.deepEqual(await debug({ program, breakpoints, cwd: folder }), hits(...breakpoints));
  }
});

test('D13: a module that is a link has the breakpoints of the file that it leads to', async () => {
  const program = place('link', 'main.py');
  for (const name of ['original.py', 'alias.py']) {
    const breakpoints = [[place('real', name), 2]] as const;
    assert.deepEqual(await debug({ program, breakpoints }), hits(...breakpoints));
  }
});

test('D13: breakpoints that are set in one file by two paths are all there', async () => {
  const original = place('real', 'original.py');
  const alias = place('link', 'alias.py');
  const told = await debug({
    program: place('real', 'main.py'),
    breakpoints: [
      [original, 1],
      [alias, 2],
    ],
  });
  assert.deepEqual(told, [
    `true ${original}:1`,
    `true ${alias}:2`,
    // One name for it from then on: the last.
    `stop ${alias}:1`,
    `stop ${alias}:2`,
  ]);
});

test('D13: a client that asks for URIs gets and sends them', async () => {
  const uri = pathToFileURL(place('real', 'package', 'inner.py')).href;
  const breakpoints = [[uri, 2]] as const;
  const program = place('link', 'main.py');
  assert.deepEqual(await debug({ program, breakpoints, pathFormat: 'uri' }), hits(...breakpoints));
});
