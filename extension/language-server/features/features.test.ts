import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallHierarchyItem, Location, Position } from 'vscode-languageserver-protocol';
import { marked } from '../test/marks.ts';
import { indexOf, uriOf } from '../test/program.ts';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './callHierarchy.ts';
import { codeLenses } from './codeLenses.ts';
import { hover } from './hover.ts';
import { definitions, references } from './navigation.ts';
import type { Query } from './symbols.ts';

/** A question about the place of the mark in one of the files. */
function ask(files: Readonly<Record<string, string>>): Query {
  const texts: Record<string, string> = {};
  let place = { file: '', cursor: 0 };
  for (const [file, source] of Object.entries(files)) {
    const { text, cursor } = marked(source);
    texts[file] = text;
    if (cursor !== -1) place = { file, cursor };
  }
  const index = indexOf(texts);
  const facts = index.get(uriOf(place.file));
  assert.ok(facts);
  return { facts, offset: place.cursor, index };
}

const shownPosition = ({ line, character }: Position): string => `${line + 1}:${character + 1}`;

const shownLocation = ({ uri, range }: Location): string =>
  `${uri.replace(uriOf(''), '')}:${shownPosition(range.start)}`;

function hovered(files: Readonly<Record<string, string>>): string {
  const contents = hover(ask(files))?.contents;
  return typeof contents === 'object' && 'value' in contents
    ? contents.value.replaceAll(uriOf(''), '')
    : '';
}

test('Hover on a switch: whom it may lead to, with what, and where control comes back', () => {
  const text = hovered({
    'main.py': `
import greenlet as g

def ping(count):
    while count:
        count = b.switch(count - 1)

def pong(count):
    while True:
        count = a.swi|tch(count)

a = g.greenlet(ping)
b = g.greenlet(pong)
a.switch(3)
`,
  });
  assert.equal(
    text,
    `**Switches** to:

- \`ping\` ([main.py:4](main.py#L4)), made at [main.py:12](main.py#L12)

Given to it: \`count\`

Control comes back here from:

- [main.py:6](main.py#L6)`,
  );
});

test('Hover on the first switch: its parent gets control when the greenlet ends', () => {
  const text = hovered({
    'main.py': `
from greenlet import greenlet, getcurrent
main = getcurrent()

def work(first, second):
    main.switch()
    g.parent.switch()

g = greenlet(work)
g.switch|(1,
         2)
`,
  });
  assert.equal(
    text,
    `**Switches** to:

- \`work\` ([main.py:5](main.py#L5)), made at [main.py:9](main.py#L9)

Given to it: \`1, 2\`

Control comes back here from:

- [main.py:6](main.py#L6)
- [main.py:7](main.py#L7)
- the end of \`work\` ([main.py:5](main.py#L5))`,
  );
});

test('Hover on what makes a greenlet: what it runs, when it begins and where it ends', () => {
  const files = {
    'main.py': `
from greenlet import greenlet as G
from work import worker
hub = None

def start():
    return G|(worker, parent=hub)

start().switch()
`,
    'work.py': 'import greenlet\n\ndef worker():\n    greenlet.getcurrent().parent.switch()\n',
  };
  assert.equal(
    hovered(files),
    `**Greenlet** that runs \`worker\` ([work.py:3](work.py#L3)). It begins when it is first switched to.

It ends in \`hub\`.

Switched to from:

- [main.py:9](main.py#L9)`,
  );
});

test('Hover on spawn, run_sync and await_only', () => {
  const session = `
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.util import await_only

def query(session):
    return await_only(session.fetch())

async def main(session: AsyncSession):
    await session.run_sync(query)
`;
  assert.match(
    hovered({ 'main.py': session.replace('run_sync', 'run_s|ync') }),
    /^\*\*Greenlet\*\* that runs `query` \(.*It begins by itself/,
  );
  assert.match(
    hovered({ 'main.py': session.replace('await_only(', 'await|_only(') }),
    /^\*\*Waits\*\* in the greenlet that called this one/,
  );
  const pool = 'import gevent.pool\ndef f(): pass\npool = gevent.pool.Pool(3)\npool.spa|wn(f, 1)\n';
  assert.match(hovered({ 'main.py': pool }), /^\*\*Greenlet\*\* that runs `f`/);
});

test('Nothing is said of a word that has nothing to do with greenlets', () => {
  assert.equal(hovered({ 'main.py': 'import greenlet\npr|int(greenlet)\n' }), '');
});

test('Definition and references go from the switch to the target’s function, and back', () => {
  const files = {
    'main.py': `
import pool
from work import worker

for each in pool.workers:
    each.swi|tch()
pool.workers[0].switch()
`,
    'pool.py': `
from greenlet import greenlet
import work

workers = [greenlet(work.worker) for _ in range(3)]
`,
    'work.py': 'def worker():\n    pass\n',
  };
  assert.deepEqual(definitions(ask(files)).map(shownLocation), ['work.py:1:5']);
  const from = {
    ...files,
    'main.py': files['main.py'].replace('|', ''),
    'work.py': 'def wor|ker():\n    pass\n',
  };
  assert.deepEqual(references(ask(from)).map(shownLocation).sort(), [
    'main.py:6:10',
    'main.py:7:17',
    'pool.py:5:12',
  ]);
});

const HUB = `
from greenlet import greenlet, getcurrent

class Hub(greenlet):
    def run(self):
        while True:
            for worker in self.workers:
                worker.switch()

    def add(self, function):
        self.workers.append(greenlet(function, self))

def wait():
    hub.switch()

def job():
    wait()
    hub.switch()

hub = Hub()
hub.add(job)
hub.switch()
`;

test('A subclass with run, greenlets in a list, and a function that is passed on are seen', () => {
  const query = ask({ 'main.py': HUB.replace('worker.switch', 'worker.swi|tch') });
  assert.deepEqual(definitions(query).map(shownLocation), ['main.py:16:5']);
  assert.deepEqual(
    definitions(
      ask({ 'main.py': HUB.replace('    wait()\n    hub.switch', '    wait()\n    hub.swi|tch') }),
    ).map(shownLocation),
    ['main.py:5:9'],
  );
});

test('The call hierarchy goes across switches', () => {
  const query = ask({ 'main.py': HUB.replace('def job', 'def jo|b') });
  const [job] = prepareCallHierarchy(query);
  assert.ok(job);
  const shown = ({ name }: CallHierarchyItem, ranges: { start: Position }[]): string =>
    `${name} at ${ranges.map(({ start }) => shownPosition(start)).join(', ')}`;
  assert.deepEqual(
    incomingCalls(job, query.index).map(({ from, fromRanges }) => shown(from, fromRanges)),
    ['Hub.add at 11:29', 'Hub.run at 8:24'],
  );
  assert.deepEqual(
    outgoingCalls(job, query.index).map(({ to, fromRanges }) => shown(to, fromRanges)),
    ['Hub.run at 18:9'],
  );
});

test('Code lenses above what greenlets run tell from where', () => {
  const { facts, index } = ask({ 'main.py': `|${HUB}` });
  assert.deepEqual(
    codeLenses(facts, index).map(
      ({ range, command }) => `${range.start.line + 1}: ${command?.title}`,
    ),
    [
      '5: started from main.py:20',
      '5: switched to from 3 places',
      '16: started from main.py:11',
      '16: switched to from main.py:8',
    ],
  );
});

const POOL = `from greenlet import getcurrent, greenlet

main = getcurrent()

def worker():
    main.switch()
    def finish():
        main.switch()
    finish()

def helper():
    main.switch()

for _ in range(9):
    greenlet(worker).switch()
`;

/** The lenses while continuations are suspended at lines, counted from 1, by their names. */
function lensesDuring(suspended: Readonly<Record<number, readonly string[]>>): string[] {
  const { facts, index } = ask({ 'pool.py': `|${POOL}` });
  const suspensions = Object.entries(suspended).map(([line, labels]) => ({
    uri: facts.uri,
    line: Number(line) - 1,
    count: labels.length,
    first: labels.slice(0, 20).map((label, threadId) => ({ threadId, label })),
  }));
  return codeLenses(facts, index, suspensions).map(({ range, command }) => {
    const args = JSON.stringify(command?.arguments ?? []);
    const isLive = command?.command === 'wasixPython.showContinuation';
    return `${range.start.line + 1}: ${command?.title}${isLive ? ` ${args}` : ''}`;
  });
}

test('Above a function that greenlets run stands who is suspended in it, beside what stood there', () => {
  const always = ['5: started from pool.py:15', '5: switched to from pool.py:15'];
  assert.deepEqual(lensesDuring({}), always);
  assert.deepEqual(lensesDuring({ 6: ['worker (g3)'] }), ['5: ⏸\uFE0E g3 [0]', ...always]);
  assert.deepEqual(lensesDuring({ 6: ['worker (g1)'], 8: ['worker (Task-2)'] }), [
    '5: ⏸\uFE0E g1, Task-2 [[{"threadId":0,"label":"worker (g1)"},{"threadId":0,"label":"worker (Task-2)"}]]',
    ...always,
  ]);
});

test('Of a thousand that are suspended in a function some are named, and all can be chosen', () => {
  const labels = Array.from({ length: 1000 }, (_, index) => `worker (g${index + 1})`);
  assert.equal(lensesDuring({ 6: labels })[0], '5: ⏸\uFE0E g1, g2, g3, … ×1,000 []');
});

test('Nothing is added above a function that no greenlet runs: the text beneath would move', () => {
  assert.deepEqual(lensesDuring({ 12: ['helper (g1)'], 15: ['main'] }), lensesDuring({}));
});
