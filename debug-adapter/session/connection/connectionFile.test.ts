import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { ConnectionFile, findConnection } from './connectionFile.ts';

const CONNECTION = { host: '127.0.0.1', port: 5678, token: 'sesame', pid: process.pid };

/** A process that is no more: numbers end at 2²² on Linux. */
const NOBODY = 2 ** 30;

let folder: string;
let environment: NodeJS.ProcessEnv;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'connection-test-'));
  environment = { XDG_RUNTIME_DIR: folder };
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const place = (port = 5678): string => path.join(folder, `wasix-python/debug-${port}.json`);

/** The part of a mode that says who may do what. */
const permissions = (file: string): string => (fs.statSync(file).mode & 0o777).toString(8);

test('R2: the token is in a file that nobody else can read, as long as the port is open', () => {
  const umask = process.umask(0);
  const file = new ConnectionFile(CONNECTION, environment);
  process.umask(umask);
  assert.equal(permissions(place()), '600');
  assert.equal(permissions(path.dirname(place())), '700');
  assert.deepEqual(findConnection(5678, environment), CONNECTION);
  assert.equal(findConnection(5679, environment), undefined);
  file.remove();
  assert.deepEqual(fs.readdirSync(path.dirname(place())), []);
});

test('R2: without a folder for what lasts as long as a login, it is in the cache', () => {
  environment = { XDG_RUNTIME_DIR: 'nowhere', XDG_CACHE_HOME: folder };
  const file = new ConnectionFile(CONNECTION, environment);
  const cached = path.join(folder, 'wasix-python-debug/connections/debug-5678.json');
  assert.equal(permissions(cached), '600');
  assert.equal(permissions(path.dirname(cached)), '700');
  assert.deepEqual(findConnection(5678, environment), CONNECTION);
  // Whoever has such a folder finds it, too.
  const both = { ...environment, XDG_RUNTIME_DIR: folder };
  assert.deepEqual(findConnection(5678, both), CONNECTION);
  file.remove();
  assert.equal(fs.existsSync(cached), false);
});

test('R2: a file whose process is gone counts for nothing, and goes when the next one comes', () => {
  const gone = new ConnectionFile({ ...CONNECTION, pid: NOBODY }, environment);
  assert.ok(fs.existsSync(place()));
  assert.equal(findConnection(5678, environment), undefined);
  const next = new ConnectionFile({ ...CONNECTION, port: 5679 }, environment);
  assert.equal(fs.existsSync(place()), false);
  next.remove();
  gone.remove();
});

test('R2: a file that another process has replaced stays', () => {
  const first = new ConnectionFile(CONNECTION, environment);
  fs.writeFileSync(place(), JSON.stringify({ ...CONNECTION, pid: process.ppid }));
  first.remove();
  assert.equal(findConnection(5678, environment)?.pid, process.ppid);
});

test('R2: a folder that is a link is refused, and so are a file that is one, and nonsense', () => {
  fs.symlinkSync('elsewhere', path.join(folder, 'wasix-python'));
  const message = `${path.join(folder, 'wasix-python')} is a link, or belongs to somebody else: remove it`;
  assert.throws(() => new ConnectionFile(CONNECTION, environment), { message });
  fs.mkdirSync(path.join(folder, 'elsewhere'));
  assert.throws(() => new ConnectionFile(CONNECTION, environment), { message });
  fs.writeFileSync(path.join(folder, 'elsewhere/debug-5678.json'), JSON.stringify(CONNECTION));
  assert.equal(findConnection(5678, environment), undefined);

  fs.unlinkSync(path.join(folder, 'wasix-python'));
  fs.mkdirSync(path.dirname(place()));
  fs.symlinkSync('../elsewhere/debug-5678.json', place());
  for (const [port, text] of Object.entries({ 1: '', 2: 'null', 3: '{"token": 1}', 4: '[' })) {
    fs.writeFileSync(place(Number(port)), text);
  }
  for (const port of [5678, 1, 2, 3, 4]) {
    assert.equal(findConnection(port, environment), undefined, `port ${port}`);
  }
});

const isRoot = process.getuid?.() === 0;
test("R2: somebody else's folder is refused", { skip: !isRoot && 'needs root' }, () => {
  fs.mkdirSync(path.dirname(place()));
  fs.chownSync(path.dirname(place()), 65534, 65534);
  assert.throws(() => new ConnectionFile(CONNECTION, environment), /belongs to somebody else/);
  fs.rmdirSync(path.dirname(place()));
  // As after `sudo`, which may leave the variable as it was.
  fs.chownSync(folder, 65534, 65534);
  const cache = path.join(folder, 'cache');
  const file = new ConnectionFile(CONNECTION, { ...environment, XDG_CACHE_HOME: cache });
  assert.equal(fs.existsSync(place()), false);
  file.remove();
});
