import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type { TestedPlayground } from './testedPlayground.ts';

/** A service whose pages say what was asked for, and by whom; they ask for more by themselves. */
const SERVICE = `from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<p id="asked">%s</p><p id="more"></p><a href="/by-link">further</a>
<form method="post" action="/by-form"><input name="a" value="1" aria-label="a"><button>send</button></form>
<script>fetch("/more").then(answer => answer.text()).then(
    text => document.getElementById("more").textContent = text,
    () => document.getElementById("more").textContent = "nothing")</script>"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/silent":
            return
        length = int(self.headers.get("Content-Length", 0))
        asked = f"{self.command} {self.path} {self.rfile.read(length).decode()}".strip()
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "/there")
        self.send_header("Content-Type", "text/plain" if self.path == "/more" else "text/html")
        self.end_headers()
        self.wfile.write(asked.encode() if self.path == "/more" else (PAGE % asked).encode())

    do_POST = do_GET

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("", 8000), Handler).serve_forever()
`;

/** The line of the sample at which a request asks for what there is to do. */
const QUERY = 55;

/** The archives of packages that the browser keeps. */
function keptPackages(page: Page): Promise<string[]> {
  return page.evaluate(`(async () => {
    const all = await Promise.all(
      (await caches.keys()).map(async name => (await caches.open(name)).keys()),
    );
    return all.flat().map(({ url }) => url).filter(url => url.includes('/packages/'));
  })()`);
}

/** Has the document of a service add something to do. @returns the status of the answer. */
const ADD_TODO = `fetch('/todos', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ title: 'tea' }),
}).then(({ status }) => status)`;

/** Tests of programs that listen, in the playground. */
export function testService(tested: () => TestedPlayground): void {
  test('P30: shows what a program serves, whose pages ask it for more', async () => {
    const playground = tested();
    const { page } = playground.parts;
    await page.getByRole('textbox', { name: 'Program' }).fill(SERVICE);
    await playground.press('Run');
    await playground.says('The program runs, and what it serves is in the tab Service.');
    await playground.chooseTab('Service');
    await page.getByText('The program listens on port 8000.').waitFor();
    const { service } = playground;
    await service.getByText('GET /', { exact: true }).waitFor();
    await service.getByText('GET /more').waitFor();
    await page.getByLabel('Path').fill('/moved?a=1');
    await playground.press('Open');
    await service.getByText('GET /moved?a=1').waitFor();
    await page.getByLabel('Path').fill('/moved');
    await page.keyboard.press('Enter');
    await service.getByText('GET /there').waitFor();
    await service.getByRole('link').click();
    await service.getByText('GET /by-link').waitFor();
    await service.getByRole('button').click();
    await service.getByText('POST /by-form a=1').waitFor();
    await page.getByLabel('Path').fill('/silent');
    await playground.press('Open');
    await service.getByText('There is no answer: the program has ended the connection.').waitFor();
    await page.getByLabel('Path').fill('/moved');
    await playground.press('Open');
    await service.getByText('GET /there').waitFor();
    await playground.expectAccessible();
    const [other] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'In a tab of its own' }).click(),
    ]);
    await other.getByText('GET /there').waitFor();
    await playground.press('Stop');
    await page.getByText('What a program serves on a port is shown here.').waitFor();
    await other.reload();
    await other.getByText('There is no answer: no program listens on port 8000.').waitFor();
    await other.close();
  });

  test('P31: keeps what a program of others serves apart from the page', async () => {
    const playground = tested();
    const { page, address } = playground.parts;
    await playground.goto(address, SERVICE);
    await playground.press('Run');
    await playground.chooseTab('Service');
    await page.getByText(/It came with the address/).waitFor();
    const { service } = playground;
    await service.getByText('GET /', { exact: true }).waitFor();
    await service.getByText('nothing').waitFor();
    assert.equal(await service.locator('body').evaluate('origin'), 'null');
    await playground.press('Stop');
  });

  test('P32: debugs the Todo service, which answers in the same page', async () => {
    const playground = tested();
    const { page } = playground.parts;
    const version = page.getByRole('combobox', { name: 'Python' });
    await version.selectOption('3.14');
    await page.getByLabel('Sample').selectOption('fastapi-sqlalchemy');
    // Which its packages need.
    assert.equal(await version.inputValue(), '3.13');
    await page.waitForFunction('navigator.serviceWorker.controller !== null');
    assert.deepEqual(await keptPackages(page), []);
    await playground.clickGutter(QUERY);
    await playground.press('Debug');
    await playground.says('The program runs, and what it serves is in the tab Service.');
    await playground.chooseTab('Service');
    await playground.standsAt(QUERY);
    // Into the greenlet in which SQLAlchemy asks the database.
    await playground.press('Step Into');
    await page.getByRole('textbox', { name: 'database.py' }).locator('.standing').waitFor();
    assert.equal(await playground.innermostFrame(), 'count_query · database.py:41');
    assert.match(
      String(await playground.chosenThread()),
      /^count_query \(g\d+\) · database\.py:41$/,
    );
    const [main] = await playground.threads();
    assert.match(String(main), /^main · .* · main\.py:55$/);
    await playground.expectAccessible();
    await playground.press('Continue');
    const { service } = playground;
    await service.getByText('[]').waitFor();
    assert.equal((await keptPackages(page)).length, 1);
    await playground.press('Back to main.py');
    await playground.clickGutter(QUERY);
    const added = await service.locator('body').evaluate(ADD_TODO);
    assert.equal(added, 201);
    await playground.press('Open');
    await service.getByText('[{"title":"tea","done":false,"id":1}]').waitFor();
    await playground.press('database.py');
    await page.getByRole('textbox', { name: 'database.py' }).waitFor();
    await playground.press('Stop');
  });
}
