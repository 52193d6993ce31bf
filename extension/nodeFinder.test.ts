import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { findNode, type NodePlaces } from './nodeFinder.ts';

const EXECUTABLE = process.platform === 'win32' ? 'node.exe' : 'node';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'node-finder-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** Puts a file where a Node may be. @returns its path. */
function place(...names: string[]): string {
  const file = path.join(folder, ...names, EXECUTABLE);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '');
  return file;
}

const old = place('old');
const recent = place('recent');
const system = process.platform === 'win32' ? 'win' : process.platform;
const installed = place('checkout/node_modules', `node-${system}-${process.arch}`, 'bin');

const NOWHERE: NodePlaces = {
  own: undefined,
  configured: '',
  searchPath: '',
  extensionFolder: path.join(folder, 'elsewhere'),
};

const find = (places: Partial<NodePlaces>) =>
  findNode({ ...NOWHERE, ...places }, async file => file !== old);

test("the editor's own runtime comes first, with what it needs", async () => {
  const own = { file: 'editor', env: { ELECTRON_RUN_AS_NODE: '1' } };
  assert.equal(await find({ own, configured: recent }), own);
});

test('the setting comes second', async () => {
  const places = { configured: recent, searchPath: path.dirname(installed) };
  assert.deepEqual(await find(places), { file: recent, env: {} });
});

test('a setting that names no suitable Node is an error, even when there is another', async () => {
  const searchPath = path.dirname(recent);
  for (const configured of [old, path.join(folder, 'nothing')]) {
    await assert.rejects(find({ configured, searchPath }), {
      message: `The setting "wasixPython.nodePath" must be the path of a Node 24 or later, which ${configured} is not.`,
    });
  }
});

test('PATH is searched for a Node that is recent enough', async () => {
  const searchPath = ['relative', path.dirname(old), path.dirname(recent)].join(path.delimiter);
  assert.equal((await find({ searchPath })).file, recent);
});

test('in a checkout, the Node that set-up installed is found', async () => {
  const places = {
    searchPath: path.dirname(old),
    extensionFolder: path.join(folder, 'checkout'),
  };
  assert.equal((await find(places)).file, installed);
});

test('there is one clear sentence when there is none', async () => {
  await assert.rejects(find({ searchPath: path.dirname(old) }), /needs Node 24 or later.*install/);
});

test('a Node tells by itself whether it has JSPI', async () => {
  const here = await findNode({ ...NOWHERE, configured: process.execPath });
  assert.equal(here.file, process.execPath);
  await assert.rejects(findNode({ ...NOWHERE, configured: recent }), /wasixPython\.nodePath/);
});
