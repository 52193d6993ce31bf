import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import v8 from 'node:v8';
import { CodeTraining } from './codeTraining.ts';
import {
  canKeepCompiled,
  compiledCodeFile,
  type FileStamp,
  keepCompiled,
  readCompiled,
  useCompiled,
} from './compiledCode.ts';

/** `(module (func (export "answer") (result i32) (i32.const 42)))` */
function binary(): Uint8Array<ArrayBuffer> {
  // biome-ignore format: one line for each section
  return new Uint8Array([
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
    0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f,
    0x03, 0x02, 0x01, 0x00,
    0x07, 0x0a, 0x01, 0x06, 0x61, 0x6e, 0x73, 0x77, 0x65, 0x72, 0x00, 0x00,
    0x0a, 0x06, 0x01, 0x04, 0x00, 0x41, 42, 0x0b,
  ]);
}

/** When that program was made. */
const STAMP = { size: binary().length, modified: 1_764_000_000_123.456 };

async function loadCompiled(
  file: string,
  stamp: FileStamp = STAMP,
): Promise<WebAssembly.Module | undefined> {
  const code = await readCompiled(file, stamp);
  return code && useCompiled(code, binary(), file);
}

function ask(module: WebAssembly.Module | undefined): unknown {
  assert.ok(module instanceof WebAssembly.Module);
  return (new WebAssembly.Instance(module).exports.answer as () => number)();
}

const options = { skip: canKeepCompiled() ? false : 'this engine cannot keep code' };

describe('code that is kept', options, () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'code-test-'));
    file = compiledCodeFile(path.join(folder, 'program.wasm'), path.join(folder, 'storage'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  async function keep(): Promise<void> {
    const training = await CodeTraining.begin(binary());
    training.compileTheRest();
    ask(training.module);
    training.end();
    keepCompiled(training.module, file, STAMP);
  }

  test('is found again', async () => {
    assert.equal(await loadCompiled(file), undefined);
    await keep();
    assert.equal(ask(await loadCompiled(file)), 42);
  });

  test('U9: is in the folder that was chosen, for the last few engines only', async () => {
    const old = ['1', '2', '3'].map(version =>
      path.join(path.dirname(file), `program.wasm.${version}-x64.code`),
    );
    old.forEach((name, index) => {
      fs.writeFileSync(name, '');
      fs.utimesSync(name, index, index);
    });
    await keep();
    assert.deepEqual(fs.readdirSync(folder), ['storage']);
    const kept = [file, ...old.slice(1)].map(name => path.basename(name)).sort();
    assert.deepEqual(fs.readdirSync(path.dirname(file)).sort(), kept);
  });

  test('of another build is not used, and is gone', async () => {
    for (const other of [
      { ...STAMP, size: STAMP.size + 1 },
      { ...STAMP, modified: STAMP.modified + 0.001 },
    ]) {
      await keep();
      assert.equal(await loadCompiled(file, other), undefined);
      assert.equal(fs.existsSync(file), false);
    }
  });

  test('that is damaged is not used, and is gone', async () => {
    await keep();
    const bytes = fs.readFileSync(file);
    bytes[bytes.length - 1] = ~(bytes.at(-1) as number);
    fs.writeFileSync(file, bytes);
    assert.equal(await loadCompiled(file), undefined);
    assert.equal(fs.existsSync(file), false);
  });

  test('that cannot be read is not used', async () => {
    fs.rmSync(file, { force: true });
    fs.mkdirSync(file, { recursive: true });
    assert.equal(await loadCompiled(file), undefined);
    fs.rmdirSync(file);
  });

  test('that was made with other flags is not used, and is gone', async () => {
    await keep();
    v8.setFlagsFromString('--stack-size=900');
    assert.equal(await loadCompiled(file), undefined);
    assert.equal(fs.existsSync(file), false);
  });
});
