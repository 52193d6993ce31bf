import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const MODULE = path.join(import.meta.dirname, 'temporaryDirectory.ts');

/** Makes a directory in a process of its own, which prints its path and goes on as it is told. */
function makeDirectory(folder: string, whatNext: string): string {
  return run(
    folder,
    `const directory = new TemporaryDirectory();\n` +
      `fs.writeFileSync(directory.path + '/file', '');\n` +
      `fs.writeSync(1, directory.path);\n${whatNext}`,
  ).stdout;
}

/** Runs a program to its end, with a folder for temporary files. */
function run(folder: string, program: string): { stdout: string; stderr: string } {
  const imports =
    `import { TemporaryDirectory } from ${JSON.stringify(MODULE)};\n` +
    `import fs from 'node:fs';\n`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', imports + program], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder, TEMP: folder },
  });
}

test('a temporary directory ends with its process, or when the next one begins', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'temporary-'));
  try {
    assert.ok(!fs.existsSync(makeDirectory(folder, '')));
    const orphan = makeDirectory(folder, "process.kill(process.pid, 'SIGKILL')");
    assert.ok(fs.existsSync(path.join(orphan, 'file')));
    const ofTheLiving = orphan.replace(/-\d+-[^-]*$/, `-${process.pid}-kept`);
    const elsewhere = path.join(folder, 'wasix-guest-elsewhere-1-kept');
    for (const directory of [ofTheLiving, elsewhere]) fs.mkdirSync(directory);
    makeDirectory(folder, '');
    assert.ok(!fs.existsSync(orphan));
    assert.ok(fs.existsSync(ofTheLiving));
    assert.ok(fs.existsSync(elsewhere));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('R8: any number of temporary directories at a time end with their process', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'temporary-'));
  try {
    const { stdout, stderr } = run(
      folder,
      `const all = Array.from({ length: 20 }, () => new TemporaryDirectory());\n` +
        `console.log(all.filter(({ path }) => fs.existsSync(path)).length);\n`,
    );
    // Node warns of an object that has more than ten listeners of a kind.
    assert.deepEqual({ stdout, stderr }, { stdout: '20\n', stderr: '' });
    assert.deepEqual(fs.readdirSync(folder), []);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
