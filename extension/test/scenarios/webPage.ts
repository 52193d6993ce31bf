import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Listener } from '../../../debug-adapter/session/test/listener.ts';
import { framed } from '../../../debug-adapter/session/test/rawClient.ts';
import { BrowserPage } from '../harness/browser.ts';
import type { Scenario } from './scenario.ts';

/** What a page would send to run a program that writes into a folder of this machine. */
function attack(folder: string): string {
  const requests = [
    ['initialize', { adapterID: 'wasix-python' }],
    [
      'launch',
      {
        module: 'timeit',
        args: ['-n1', '-r1', `open(${JSON.stringify(path.join(folder, 'marker'))}, "w")`],
        cwd: folder,
      },
    ],
    ['configurationDone', {}],
  ] as const;
  const messages = requests.map(([command, args], index) =>
    framed({ seq: index + 1, type: 'request', command, arguments: args }),
  );
  return Buffer.concat(messages).toString();
}

/** Visits a page of somebody's, which tries all that a page may to use the debugger's port. */
export async function testWebPage(scenario: Scenario): Promise<void> {
  const { browser: program, report, results } = scenario;
  const folder = path.join(results, 'target');
  mkdirSync(folder);
  const adapter = Listener.adapter();
  const site = http.createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>somebody</title>');
  });
  await once(site.listen(0, '127.0.0.1'), 'listening');
  await using browser = await BrowserPage.open(program, path.join(results, 'page.log'));
  const { page } = browser;
  const target = `127.0.0.1:${await adapter.port()}`;
  const body = attack(folder);

  await report.test('R1: a web page cannot use a debugger that listens', async () => {
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const outcomes = await page.evaluate(
      async ([address, text]) => {
        const url = `http://${address}/`;
        const outcome = (attempt: Promise<{ type: string }>) =>
          attempt.then(
            ({ type }) => type,
            () => 'refused',
          );
        const socket = new WebSocket(`ws://${address}/`);
        const closed = new Promise<{ type: string }>(resolve => {
          socket.onerror = resolve;
          socket.onopen = resolve;
        });
        return {
          simple: await outcome(fetch(url, { method: 'POST', mode: 'no-cors', body: text })),
          crossOrigin: await outcome(fetch(url, { method: 'POST', body: text })),
          otherMethod: await outcome(fetch(url, { method: 'PUT', body: text })),
          webSocket: await outcome(closed),
        };
      },
      [target, body] as const,
    );
    assert.deepEqual(outcomes, {
      // An answer that the page cannot read: the refusal.
      simple: 'opaque',
      crossOrigin: 'refused',
      otherMethod: 'refused',
      webSocket: 'error',
    });
  });

  await report.test('R1: a form that is sent to a debugger shows the refusal', async () => {
    await page.setContent(
      `<form method="post" enctype="text/plain" action="http://${target}/"><textarea name="a"></textarea><button>Send</button></form>`,
    );
    await page.locator('textarea').fill(body);
    const [response] = await Promise.all([
      page.waitForNavigation(),
      page.locator('button').click(),
    ]);
    assert.equal(response?.status(), 403);
    const text = await page.locator('body').textContent();
    assert.match(
      String(text).trim(),
      /^This is the port of a debugger, .* a web browser is refused here\.$/,
    );
  });

  await report.test('R1: and the debugger has run nothing, and serves its client', async () => {
    const client = await adapter.client();
    await client.request('launch', { module: 'this', token: await adapter.token() });
    await client.request('configurationDone');
    assert.equal((await client.event('exited')).exitCode, 0);
    await client.close();
    assert.deepEqual(readdirSync(folder), []);
  });
  site.close();
  await adapter.end('SIGTERM');
}
