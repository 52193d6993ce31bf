import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type { FileServer } from '../../browser/fileServer.ts';
import { Firefox } from '../../browser/firefox.ts';
import { buildPlayground } from '../build.ts';
import { servePlayground } from '../serve.ts';
import { FirefoxPlayground } from './firefoxPlayground.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../../samples/switch/main.py');

/** Writes down what is typed, and waits to be interrupted. */
const WRITER = `import time
name = input("Name? ")
with open("name.txt", "w") as file:
    file.write(name)
try:
    time.sleep(1000)
except KeyboardInterrupt:
    print("interrupted")
`;

/** Tests of the playground in Firefox. */
export function testInFirefox(): void {
  test('P21: debugs, and does so again without a network', async () => {
    await using resources = new AsyncDisposableStack();
    const { playground, server } = await openPlayground(resources);
    const sample = fs.readFileSync(SAMPLE, 'utf8');
    const program = sample.replace('print("B")', 'print("B")\n    breakpoint()');
    const debugIt = async (): Promise<void> => {
      await playground.goto(server.url, program);
      await playground.press('debug');
      assert.deepEqual(await playground.standsIn('func2 (g2) · main.py:11'), [
        'main · main.py:15',
        'func1 (g1) · main.py:5',
        'func2 (g2) · main.py:11',
      ]);
      await playground.press('step-into');
      await playground.standsIn('func1 (g1) · main.py:6');
      await playground.press('continue');
      await playground.showsOnly('A\nB\nC');
    };
    try {
      await debugIt();
      await playground.isKept();
    } finally {
      await server[Symbol.asyncDispose]();
    }
    await debugIt();
  });

  test('P31: a program reads what is typed, is interrupted, and finds its files again', async () => {
    await using resources = new AsyncDisposableStack();
    const { playground, server } = await openPlayground(resources);
    await using _ = server;
    await playground.goto(server.url, WRITER);
    await playground.grantFiles();
    await playground.press('run');
    await playground.asks('Name?');
    await playground.typeLine('Greta');
    await playground.asks('Greta');
    await playground.interrupt();
    await playground.showsOnly('Name? Greta\n^Cinterrupted');
    await playground.keeps('name.txt');
    await playground.goto(server.url, 'print(open("name.txt").read())\n');
    await playground.grantFiles();
    await playground.press('debug');
    await playground.showsOnly('Greta');
  });
}

/** Firefox, and what it visits. @param resources ends them, but for the server. */
async function openPlayground(
  resources: AsyncDisposableStack,
): Promise<{ playground: FirefoxPlayground; server: FileServer }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'playground-test-'));
  resources.defer(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const built = path.join(folder, 'playground');
  await buildPlayground(built);
  const profile = fs.mkdtempSync(path.join(folder, 'profile-'));
  const firefox = await Firefox.open(profile, path.join(folder, 'browser.log'));
  resources.use(firefox);
  const server = await servePlayground(built);
  return { playground: new FirefoxPlayground(firefox), server };
}
