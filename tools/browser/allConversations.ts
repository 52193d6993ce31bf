import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { OTHER_ADAPTER_VARIABLE } from '../../debug-adapter/session/test/dapClient.ts';
import { PageAdapter } from './pageAdapter.ts';
import type { TestPage } from './testPage.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../debug-adapter/session/test');

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
  'logpoints',
  'overview',
  'stepping',
  'steps',
  'switches',
  'taskSteps',
  'taskThreads',
  'tasks',
  'threads',
  'variables',
];

/** How long one may take, in milliseconds. */
const PATIENCE = 600_000;

/**
 * Has those conversations held with debug adapters in a page, one after the other: all that they expect, golden texts
 * too, is expected here.
 *
 * @param page that is there when the tests begin.
 */
export function testAllConversations(page: () => TestPage): void {
  let adapter: PageAdapter;
  before(async () => {
    adapter = await PageAdapter.open(page());
  });
  after(() => adapter?.[Symbol.asyncDispose]());

  for (const name of CONVERSATIONS) {
    test(`C9: ${name}.test.ts`, { timeout: PATIENCE }, async () => {
      const file = path.join(FOLDER, `${name}.test.ts`);
      // Each file's tests would tell this process of themselves, and not of how they went.
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      const child = spawn(process.execPath, ['--test', file], {
        env: { ...env, [OTHER_ADAPTER_VARIABLE]: String(adapter.port) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
      assert.equal(code, 0, output);
    });
  }
}
