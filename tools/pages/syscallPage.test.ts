import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { headersOfWasix } from '../../debug-adapter/python/toolchain.ts';
import { SYSCALLS } from '../../debug-adapter/runtime/syscalls/table.ts';
import { renderSyscallPage } from './syscallPage.ts';
import { tableCells } from './tableCells.ts';

const PAGE = path.resolve(import.meta.dirname, '../../debug-adapter/runtime/SYSCALLS.md');

/** The calls that a header of the libc declares. */
function declaredIn(header: string): string[] {
  const text = fs.readFileSync(header, 'utf8');
  const names = [...text.matchAll(/^[\w ]+ __wasi_(\w+)\($/gm)].map(([, name]) => String(name));
  return names.sort();
}

test('the table has every call that the headers of WASI and WASIX declare, and no other', async () => {
  const headers = await headersOfWasix();
  for (const [file, module, least] of [
    ['api_wasi.h', 'wasi_snapshot_preview1', 40],
    ['api_wasix.h', 'wasix_32v1', 80],
  ] as const) {
    const declared = declaredIn(path.join(headers, file));
    assert.ok(declared.length > least, `only ${declared.length} calls were found in ${file}`);
    assert.deepEqual(Object.keys(SYSCALLS[module] ?? {}).sort(), declared);
  }
});

test('each call that is partial or absent has a line of why', () => {
  for (const family of Object.values(SYSCALLS)) {
    for (const [name, { coverage }] of Object.entries(family)) {
      assert.equal(coverage.remark !== '', coverage.extent !== 'whole', name);
    }
  }
});

test('the page is up to date', () => {
  if (process.env.UPDATE_GOLDEN === '1') fs.writeFileSync(PAGE, renderSyscallPage());
  assert.deepEqual(tableCells(fs.readFileSync(PAGE, 'utf8')), tableCells(renderSyscallPage()));
});
