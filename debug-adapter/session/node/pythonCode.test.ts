import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { canKeepCompiled } from '../../runtime/node/compiledCode.ts';
import { defaultVersion } from '../python/versions.ts';
import { agentArchive, distributionFolder } from './distribution.ts';
import { STORAGE_VARIABLE } from './pythonCode.ts';

/** How long the machine code may take to be made, in milliseconds. */
const PATIENCE = 180_000;

const options = { skip: canKeepCompiled() ? false : 'this engine cannot keep code' };

/** Copies what was built, as a package has it, without machine code. @returns the folder. */
function copyDistribution(folder: string): string {
  const copy = path.join(folder, 'extension');
  fs.cpSync(distributionFolder(), copy, {
    recursive: true,
    filter: file => !/(\.code|\.map|-tests\.zip|[/\\]test)$/.test(file),
  });
  // Chunks are modules by the manifest.
  fs.writeFileSync(path.join(copy, 'package.json'), '{ "type": "module" }');
  return copy;
}

function filesIn(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

test(
  "U9: what is written at run time is in the editor's folder, if it names one",
  options,
  async () => {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'storage-test-')));
    try {
      const copy = copyDistribution(folder);
      const before = filesIn(copy);
      const storage = path.join(folder, 'storage', 'of the editor');
      const program = spawn(process.execPath, [path.join(copy, 'cli.js'), '-c', 'print(1)'], {
        env: { ...process.env, [STORAGE_VARIABLE]: storage },
        stdio: 'ignore',
      });
      const [exitCode] = await once(program, 'exit');
      assert.equal(exitCode, 0);
      const kept = (): boolean =>
        fs.existsSync(storage) &&
        /^3\.\d+,3\.\d+\/commands\.cjs\.[^,]+\.code,3\.\d+\/python\.wasm\.[^,]+\.code$/.test(
          String(filesIn(storage)),
        );
      for (const end = performance.now() + PATIENCE; !kept() && performance.now() < end; ) {
        await sleep(200);
      }
      assert.ok(kept(), 'the code of both is in the storage folder, and nothing else');
      assert.deepEqual(filesIn(copy), before);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  },
);

test('U9: the agent is shipped once, compiled', () => {
  const archive = fs.readFileSync(agentArchive(defaultVersion()));
  const names: string[] = [];
  // The directory at the end of a ZIP archive (APPNOTE.TXT, 4.3.12).
  const header = Buffer.from('PK\u0001\u0002');
  for (let at = archive.indexOf(header); at !== -1; at = archive.indexOf(header, at + 1)) {
    names.push(archive.toString('utf8', at + 46, at + 46 + archive.readUInt16LE(at + 28)));
  }
  assert.deepEqual(
    names.filter(name => !name.endsWith('.pyc')),
    ['wasix_debug_agent/modules.marshal'],
  );
  const isThere = (module: string): boolean => names.includes(`wasix_debug_agent/${module}.pyc`);
  // What is imported when it is wanted, and what is in the one file.
  assert.deepEqual(['start', 'fork'].map(isThere), [true, true]);
  assert.deepEqual(['main', 'agent', 'forked'].map(isThere), [false, false, false]);
});
