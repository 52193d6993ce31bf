import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hugePages } from './hugePages.ts';

test('who starts Python asks for huge pages, unless the user says something else', {
  skip: process.platform !== 'linux',
}, () => {
  const tunablesIn = (tunables?: string): string | undefined =>
    hugePages({ ...(tunables && { GLIBC_TUNABLES: tunables }) }).GLIBC_TUNABLES;
  assert.equal(tunablesIn(), 'glibc.malloc.hugetlb=1');
  assert.equal(
    tunablesIn('glibc.malloc.tcache_count=3'),
    'glibc.malloc.hugetlb=1:glibc.malloc.tcache_count=3',
  );
  assert.equal(tunablesIn('glibc.malloc.hugetlb=0'), undefined);
});
