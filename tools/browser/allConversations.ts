import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import type { BrowserName } from '../../extension/test/harness/browserProgram.ts';
import { holdConversations } from './heldConversation.ts';
import { differencesOf } from './knownDifferences.ts';
import { PageAdapter } from './pageAdapter.ts';
import type { TestOutcome } from './resultReporter.ts';
import type { TestPage } from './testPage.ts';

/** The conversations of the adapter in Node that need nothing of a machine but a program. */
const CONVERSATIONS = [
  'breakpointCalls',
  'breakpoints',
  'columnBreakpoints',
  'console',
  'continuationViews',
  'data',
  'dataBreakpoints',
  'disassembly',
  'equalCode',
  'exceptions',
  'functionBreakpoints',
  'generators',
  'goto',
  'hover',
  'lifecycle',
  'logpoints',
  'overview',
  'robustness',
  'sources',
  'stepping',
  'steps',
  'switches',
  'taskSteps',
  'taskThreads',
  'tasks',
  'threads',
  'variables',
];

/** How long the conversations of a file may take, in milliseconds. */
const PATIENCE = 600_000;

/**
 * Has those conversations held with debug adapters in a page, one after the other: all that they expect, golden texts
 * too, is expected here, but for what is known to differ.
 *
 * @param page that is there when the tests begin.
 */
export function testAllConversations(browser: BrowserName, page: () => TestPage): void {
  let adapter: PageAdapter;
  before(async () => {
    adapter = await PageAdapter.open(page());
  });
  after(() => adapter?.[Symbol.asyncDispose]());

  for (const file of CONVERSATIONS) {
    test(`C9: ${file}.test.ts`, { timeout: PATIENCE }, async context => {
      const differences = differencesOf(file, browser);
      const left = differences.filter(({ outcome }) => outcome === 'not run');
      const names = left.map(({ test: [, name] }) => name);
      const outcomes = await holdConversations(file, adapter.port, names);
      for (const outcome of outcomes) {
        const known = differences.find(({ test: [, name] }) => name === outcome.name);
        await tellOf(context, outcome, known?.reason);
      }
      for (const {
        test: [, name],
        reason,
      } of left)
        await context.test(name, { skip: reason }, () => {});
      const told = new Set(outcomes.map(({ name }) => name));
      const failing = differences.filter(({ outcome }) => outcome === 'failed');
      const gone = failing.filter(({ test: [, name] }) => !told.has(name));
      assert.deepEqual(gone, [], 'known differences of tests that there are not');
    });
  }
}

/** @param reason why it is known to fail, if it is. */
async function tellOf(
  context: TestContext,
  { name, isSkipped, failure }: TestOutcome,
  reason: string | undefined,
): Promise<void> {
  const skip = isSkipped || (failure !== undefined && reason !== undefined && reason);
  await context.test(name, { skip }, () => {
    assert.equal(failure, undefined);
    assert.equal(reason, undefined, 'it passes, and is listed as a difference');
  });
}
