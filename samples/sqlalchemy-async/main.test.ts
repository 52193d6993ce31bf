import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';
import { launch, output, stopAt } from '../test/sample.ts';

const program = path.join(import.meta.dirname, 'main.py');

describe("SQLAlchemy's asyncio extension", () => {
  test('finds its rows', async () => {
    assert.equal(
      await output(program),
      `Ada wrote Notes, Letters
Grace wrote Compilers
books cannot be loaded without await: load them with the author
2 books
`,
    );
  });

  test('has its best known mistake explained', async t => {
    const client = await launch({ program });
    t.after(() => client.close());
    await client.request('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [
        { filterId: 'raised', condition: 'type(exception).__name__ == "MissingGreenlet"' },
      ],
    });
    await client.request('configurationDone');
    const { threadId } = await client.event('stopped');
    const { stackFrames } = await client.request('stackTrace', { threadId });
    assert.equal(stackFrames[0].name, 'show_mistake');
    const { exceptionId, description } = await client.request('exceptionInfo', { threadId });
    assert.equal(exceptionId, 'sqlalchemy.exc.MissingGreenlet');
    assert.match(description, /Cause: .* Cure: /);
  });

  test('is followed by Step to Next Switch to and fro between greenlet and event loop', async t => {
    const client = await launch({ program });
    t.after(() => client.close());
    await stopAt(client, program, 'name="Grace"');
    await client.request('configurationDone');

    const arrivals: string[] = [];
    for (let stop = 0; stop < 4; stop++) {
      const { threadId } = await client.event('stopped');
      const { threads } = await client.request('threads');
      const { stackFrames } = await client.request('stackTrace', { threadId });
      const { name } = threads.find(({ id }: { id: number }) => id === threadId);
      arrivals.push(`${stackFrames[0].name}, in ${name.replace(/ (\(g\d+\) )?· .*/, '')}`);
      await client.request('stepToSwitch', { threadId });
    }
    assert.deepEqual(arrivals, [
      'fill, in main',
      'TransactionalContext.__exit__, in TransactionalContext.__exit__',
      'greenlet_spawn, in main',
      'await_only, in TransactionalContext.__exit__',
    ]);
  });
});
