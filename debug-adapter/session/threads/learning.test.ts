import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Learning } from './learning.ts';

describe('what is asked once as long as nothing changes', () => {
  /** The questions that have been asked, each with what answers it. */
  const questions: PromiseWithResolvers<void>[] = [];
  let age = 0;
  const learning = new Learning();
  const learn = (): Promise<void> =>
    learning.learn(
      () => age,
      () => {
        const question = Promise.withResolvers<void>();
        questions.push(question);
        return question.promise;
      },
    );

  test('several share one answer, until something changes', async () => {
    const all = [learn(), learn()];
    questions[0]?.resolve();
    await Promise.all(all);
    await learn();
    assert.equal(questions.length, 1);
    age++;
    const next = learn();
    questions[1]?.resolve();
    await next;
    assert.equal(questions.length, 2);
    learning.forget();
    const again = learn();
    questions[2]?.resolve();
    await again;
  });

  test('when one gives up, the others ask once more, and once only', async () => {
    age++;
    const [first, ...others] = [learn(), learn(), learn()];
    questions[3]?.reject(new Error('given up'));
    await assert.rejects(first as Promise<void>, /given up/);
    await new Promise(setImmediate);
    assert.equal(questions.length, 5);
    questions[4]?.resolve();
    await Promise.all(others);
  });

  test('who has asked before something changed waits for the answer about what is', async () => {
    age++;
    const early = learn();
    age++;
    const late = learn();
    questions[5]?.resolve();
    let isOver = false;
    void early.then(() => (isOver = true));
    await new Promise(setImmediate);
    assert.equal(isOver, false);
    questions[6]?.resolve();
    await Promise.all([early, late]);
  });
});
