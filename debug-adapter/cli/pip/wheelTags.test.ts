import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeTags, pythonsFor } from './wheelTags.ts';

test('Systems are named once, with their machines, before the versions of Python', () => {
  assert.equal(
    describeTags([
      'cp313-cp313-win_amd64',
      'cp39-cp39-manylinux2014_x86_64',
      'cp310-cp310-manylinux_2_17_x86_64',
      'cp311-cp311-manylinux_2_28_aarch64',
      'cp313-cp313t-win32',
    ]),
    'manylinux (x86_64, aarch64) and Windows (amd64, x86), for CPython 3.9, 3.10, 3.11, 3.13',
  );
});

test('A stable interface is one for later versions, too', () => {
  assert.equal(
    describeTags(['cp39-abi3-macosx_10_12_x86_64', 'cp311-abi3-macosx_11_0_arm64']),
    'macOS (x86_64, arm64), for CPython 3.9 and later',
  );
});

test('What nobody has heard of is called as it calls itself', () => {
  assert.equal(describeTags(['py3-none-plan9_mips']), 'plan9_mips');
  assert.equal(describeTags(['py2-none-any']), 'any machine, for Python 2');
  assert.equal(describeTags(['pp310-pypy310_pp73-linux_x86_64']), 'Linux (x86_64), for PyPy');
});

test('The versions of Python that a platform is served for', () => {
  const tags = ['cp313-cp313-wasix_wasm32', 'cp314-cp314-wasix_wasm32', 'cp39-cp39-win32'];
  assert.deepEqual(pythonsFor('wasix_wasm32', tags), ['3.13', '3.14']);
});
