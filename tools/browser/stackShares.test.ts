import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allStacksReleased, StackShare } from '../../debug-adapter/runtime/browser/stackShares.ts';

test('a share is to grow while those that left little are about to be gone', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const shares = [new StackShare(), new StackShare(), new StackShare()] as const;
  assert.equal(StackShare.isToGrow, false, 'nobody is about to be gone');
  const [first, second, third] = shares;
  first.mapped(1000);
  first.closeLater(5000);
  assert.equal(StackShare.isToGrow, true);
  const grown = StackShare.grown();
  context.mock.timers.tick(5000);
  await grown;
  assert.equal(StackShare.isToGrow, false);
  const next = new StackShare();
  assert.ok(next.mappings > second.mappings && next.mappings < first.mappings);
  next.close();
  second.close();
  third.closeLater(0);
  assert.equal(StackShare.isToGrow, false, 'there is enough');
  context.mock.timers.tick(1);
  await allStacksReleased();
});

test('a share that is closed again, or later, is given back once', context => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const share = new StackShare();
  const { mappings } = new StackShare();
  share.close();
  share.close();
  share.closeLater(5000);
  assert.equal(new StackShare().mappings, Math.floor((share.mappings * 2 - mappings) / 2));
  assert.ok(new StackShare().mappings < mappings, 'there is little');
  assert.equal(StackShare.isToGrow, false, 'it is gone already');
});
