import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lineWith, post, useFreePort } from '../harness/service.ts';
import type { Scenario } from './scenario.ts';
import { Stage } from './stage.ts';

const SAMPLE = 'samples/gevent-service';

/** Debugs a service of gevent while a request waits for its answer. */
export async function testGeventService(scenario: Scenario): Promise<void> {
  const sample = path.join(scenario.root, SAMPLE);
  const text = readFileSync(path.join(sample, 'main.py'), 'utf8');
  const [waits, takes, sleeps, serves] = [
    'return parcel.get()',
    'orders.get()',
    'time.sleep(',
    'server.serve_forever()',
  ].map(part => lineWith(text, part));
  await using stage = await Stage.open(scenario, {
    about: 'A service of gevent',
    folder: 'shop',
    prepare: ({ workspace }) => cpSync(sample, workspace, { recursive: true }),
  });
  const { profile, workbench } = stage;
  const port = await useFreePort(profile.workspace);
  const order = async (): Promise<string> => {
    const answer = await post(port, '/orders', { item: 'tea', count: 2 });
    return ((await answer.json()) as { parcel: string }).parcel;
  };

  let parcel: Promise<string> | undefined;
  await stage.test('a request stops at a breakpoint, and its greenlets are threads', async () => {
    await workbench.open(stage.url, 'main.py');
    await workbench.setBreakpoint(waits as number);
    await workbench.showRunAndDebug();
    // Rows that cannot be seen are not in the document: all room is for the Call Stack view.
    await workbench.foldView('Variables');
    await workbench.foldView('Watch');
    await workbench.foldView('Breakpoints');
    await workbench.press('F5');
    await workbench.expectConsole(`Taking orders on http://127.0.0.1:${port}`);
    parcel = order();
    await workbench.expectFocus(`Stack Frame place_order, line ${waits}, main.py`);
    await workbench.screenshot('1 a request');
    await workbench.expectThread(`main · main.py:${serves}`, 'Paused');
    await workbench.expectThread(`packer (g2) · main.py:${takes}`, 'Paused');
    await workbench.expectThread(`packer (g3) · main.py:${takes}`, 'Paused');
    // The editor has connected, too, to see what is behind the port that it forwards.
    await workbench.expectThread('answer (g', 'Breakpoint');
    assert.equal(await workbench.thread('Hub.run').count(), 0);
  });
  await stage.test('a step into what waits leads to the greenlet that runs next', async () => {
    await workbench.press('F11');
    await workbench.expectFocus(`Stack Frame packer, line ${(takes as number) + 1}, main.py`);
    await workbench.expectThread('packer (g2)', 'Step');
    await workbench.press('F11');
    await workbench.expectFocus(`Stack Frame pack, line ${sleeps}, main.py`);
    // Others run while it sleeps.
    await workbench.press('F10');
    await workbench.expectFocus(`Stack Frame pack, line ${(sleeps as number) + 1}, main.py`);
    await workbench.expectThread('packer (g2)', 'Step');
    await workbench.screenshot('2 a packer');
  });
  await stage.test('a greenlet is called as gevent calls it, once that is asked for', async () => {
    await workbench.press('F5');
    assert.equal(await parcel, '2 x tea, packed by Greenlet-0');
    parcel = order();
    await workbench.expectFocus(`Stack Frame place_order, line ${waits}, main.py`);
    await workbench.expectThread('Greenlet-0: packer (g2)', 'Paused');
    await workbench.screenshot('3 names of gevent');
    await workbench.press('F5');
    assert.equal(await parcel, '2 x tea, packed by Greenlet-1');
    await workbench.press('Shift+F5');
    await workbench.expectCallStack([]);
  });
}
