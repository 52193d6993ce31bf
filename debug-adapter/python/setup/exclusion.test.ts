import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { excludeOthers } from './exclusion.ts';

test('the second waits until the first is done', {
  skip: process.platform !== 'linux',
}, async () => {
  const folder = `/cache/${randomUUID()}`;
  const events: string[] = [];
  const first = await excludeOthers(folder, () => events.push('first waits'));
  const second = excludeOthers(folder, () => events.push('second waits')).then(exclusion => {
    events.push('second works');
    return exclusion;
  });
  await new Promise(resolve => setTimeout(resolve, 50));
  events.push('first is done');
  await first[Symbol.asyncDispose]();
  await (await second)[Symbol.asyncDispose]();
  assert.deepEqual(events, ['second waits', 'first is done', 'second works']);
});

test('different folders do not wait for each other', {
  skip: process.platform !== 'linux',
}, async () => {
  const wait = () => assert.fail('waited');
  await using _one = await excludeOthers(`/cache/${randomUUID()}`, wait);
  await using _other = await excludeOthers(`/cache/${randomUUID()}`, wait);
});
