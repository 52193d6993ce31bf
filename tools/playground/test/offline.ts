import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { buildPlayground } from '../build.ts';
import { sizesOf, totalOf } from '../sizes.ts';
import { keepsOnly } from './deployments.ts';
import { PlaygroundPage } from './playgroundPage.ts';
import { debugToThreeThreads } from './switchSample.ts';
import type { TestedPlayground } from './testedPlayground.ts';

/** Says which Python runs it. */
const VERSION = 'import sys\nprint("%d.%d" % sys.version_info[:2])\n';

/** Asks who it is, and says that to whoever asks it. */
const ASKING_SERVICE = `from http.server import BaseHTTPRequestHandler, HTTPServer

name = input("Name? ")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<p>This is {name}.</p>".encode())


HTTPServer(("", 8000), Handler).serve_forever()
`;

/** Tests of what a browser fetches of the playground, and keeps. */
export function testOffline(tested: () => TestedPlayground): void {
  test('P15: works without a network, once it has been visited', async () => {
    const { built } = tested().parts;
    await using deployments = await tested().newVisitor();
    await deployments.deploy(built);
    const visited = await deployments.visit();
    await keepsOnly(visited, built);
    await deployments.cutNetwork();
    await visited.reload();
    const offline = new PlaygroundPage(visited);
    await debugToThreeThreads(offline);
    await offline.chooseTab('Switch Timeline');
    await offline.hasLanes(['main main.py:14', 'func1 (g1) main.py:5', 'func2 (g2) main.py:10']);
    // A module that no program had before is there, too.
    await offline.goto(deployments.address, 'print("你好".encode("gb2312"))\n');
    await offline.press('Run');
    await offline.says('The program has ended, with exit code 0.');
    await offline.showsOnly("b'\\xc4\\xe3\\xba\\xc3'");
  });

  test('P16: a new deployment takes the place of the one before as a whole', async () => {
    const { folder, built } = tested().parts;
    const newer = path.join(folder, 'newer');
    await buildPlayground(newer, ['switch']);
    await using deployments = await tested().newVisitor();
    await deployments.deploy(built);
    const [older, visited] = [await deployments.visit(), await deployments.visit()];
    await keepsOnly(visited, built);
    await deployments.deploy(newer);
    // What takes a busy machine too long is not waited for.
    do await visited.reload();
    while ((await new PlaygroundPage(visited).samples()).length > 1);
    assert.deepEqual(await new PlaygroundPage(visited).samples(), ['switch']);
    // A page that is open stays as it is, though the server has nothing of it any more.
    await debugToThreeThreads(new PlaygroundPage(older));
    await older.close();
    await visited.reload();
    await keepsOnly(visited, newer);
    await deployments.cutNetwork();
    await visited.reload();
    assert.deepEqual(await new PlaygroundPage(visited).samples(), ['switch']);
    await debugToThreeThreads(new PlaygroundPage(visited));
  });

  test('P17: does not wait for a server that does not answer', async () => {
    const { built } = tested().parts;
    await using deployments = await tested().newVisitor();
    await deployments.deploy(built);
    const visited = await deployments.visit();
    await keepsOnly(visited, built);
    await deployments.fallSilent();
    await visited.reload();
    await debugToThreeThreads(new PlaygroundPage(visited));
  });

  test('P28: fetches another Python when it is chosen, and keeps it then', async () => {
    const { built } = tested().parts;
    await using deployments = await tested().newVisitor();
    await deployments.deploy(built);
    const visited = await deployments.visit();
    await keepsOnly(visited, built);
    assert.deepEqual(deployments.servedFolders, ['python-3.13']);
    await visited.reload();
    const runWith314 = async (): Promise<void> => {
      const page = new PlaygroundPage(visited);
      await page.goto(deployments.address, VERSION);
      await visited.getByRole('combobox', { name: 'Python' }).selectOption('3.14');
      await page.press('Run');
      await page.says('The program has ended, with exit code 0.');
      await page.showsOnly('3.14');
    };
    await runWith314();
    assert.deepEqual(deployments.servedFolders, ['python-3.13', 'python-3.14']);
    await deployments.cutNetwork();
    await runWith314();
    const page = new PlaygroundPage(visited);
    await page.goto(deployments.address, VERSION);
    await page.press('Run');
    await page.says('The program has ended, with exit code 0.');
    await page.showsOnly('3.13');
  });

  test('P38: debugs in a page that is isolated, and in what is kept of it, which is not', async () => {
    const { built } = tested().parts;
    await using deployments = await tested().newVisitor();
    await deployments.deploy(built, true);
    const visited = await deployments.visit();
    const debugIt = async (isIsolated: boolean): Promise<void> => {
      assert.equal(await visited.evaluate('crossOriginIsolated'), isIsolated);
      const page = new PlaygroundPage(visited);
      await debugToThreeThreads(page);
      await page.chooseTab('Switch Timeline');
      await page.hasLanes(['main main.py:14', 'func1 (g1) main.py:5', 'func2 (g2) main.py:10']);
    };
    await debugIt(true);
    const page = new PlaygroundPage(visited);
    await page.press('Continue');
    await page.says('The program has ended, with exit code 0.');
    await page.chooseTab('Terminal');
    await visited.getByRole('textbox', { name: 'Program', exact: true }).fill(ASKING_SERVICE);
    await page.press('Run');
    await page.shows(/^Name\?$/m);
    await page.type('Greta\n');
    await page.says('The program runs, and what it serves is in the tab Service.');
    await page.chooseTab('Service');
    await page.service.getByText('This is Greta.').waitFor();
    await page.press('Stop');
    await keepsOnly(visited, built);
    await deployments.cutNetwork();
    await visited.reload();
    await debugIt(false);
  });

  test('P18: is fetched with at most 8 MB, also what it keeps for later', () => {
    const { built, files } = tested().parts;
    const { gzip } = totalOf('all', sizesOf(built, files));
    assert.ok(gzip <= 8_000_000, `${gzip} bytes`);
  });
}
