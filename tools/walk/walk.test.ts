/** A few walks of fixed numbers; `npm run test:walk` takes others, for as long as is wanted. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Trials } from './trials.ts';

const SEEDS = [302, 305, 310];

let trials: Trials;
before(() => {
  trials = new Trials();
});
after(() => trials.close());

for (const seed of SEEDS) {
  test(`the walk of the seed ${seed} stops only where its program runs`, async () => {
    assert.equal(await trials.perform(seed), undefined);
  });
}
