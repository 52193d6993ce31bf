import { test } from 'node:test';
import { openFirefoxVisit } from './firefoxVisit.ts';
import { debugToThreeThreads, FIRST_SWITCH } from './switchSample.ts';

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
    const { page, playground, server } = await openFirefoxVisit(resources);
    /**
     * Goes straight from the page before to one with another query: by way of `about:blank`, Firefox has let a visit without a
     * server wait for a minute and fail (NS_ERROR_INTERCEPTION_FAILED), in two of three runs after those in Chromium, and never
     * otherwise.
     */
    const debugIt = async (visit: string): Promise<void> => {
      await page.goto(`${server.url}?visit=${visit}`);
      await debugToThreeThreads(playground);
      await playground.press('Step Into');
      await playground.standsAt(FIRST_SWITCH + 1);
      await playground.press('Continue');
      await playground.says('The program has ended, with exit code 0.');
      await playground.showsOnly('A\nB\nC');
    };
    try {
      await debugIt('first');
      await page.waitForFunction('navigator.serviceWorker.controller !== null');
    } finally {
      await server[Symbol.asyncDispose]();
    }
    await debugIt('second');
  });

  test('P36: a program reads what is typed, is interrupted, and finds its files again', async () => {
    await using resources = new AsyncDisposableStack();
    const { page, playground, server } = await openFirefoxVisit(resources);
    await using _ = server;
    const grantFiles = async (): Promise<void> => {
      await playground.chooseTab('Files');
      await page.getByRole('checkbox', { name: /^Programs get these files/ }).check();
      await playground.chooseTab('Terminal');
    };
    await playground.goto(server.url, WRITER);
    await grantFiles();
    await playground.press('Run');
    await playground.shows(/^Name\?$/m);
    await playground.type('Greta\n');
    await playground.shows(/^Name\? Greta$/m);
    await playground.chooseTab('Files');
    await page.getByText('name.txt', { exact: true }).waitFor();
    await playground.chooseTab('Terminal');
    await page.locator('.xterm-helper-textarea').focus();
    await page.keyboard.press('Control+c');
    await playground.says('The program has ended, with exit code 0.');
    await playground.showsOnly('Name? Greta\n^Cinterrupted');
    await playground.goto(server.url, 'print(open("name.txt").read())\n');
    await grantFiles();
    await playground.press('Debug');
    await playground.showsOnly('Greta');
  });
}
