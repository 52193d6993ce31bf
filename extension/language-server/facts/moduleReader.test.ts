import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParsedText, type TextChange } from '../syntax/parsedText.ts';
import type { ModuleFacts } from './moduleFacts.ts';
import { ModuleReader, readModule } from './moduleReader.ts';

const PROGRAM = `import time; from greenlet import greenlet, GreenletExit
workers = []

@decorated(1)
class Hub(greenlet):
    limit: int = 3

    def run(self):
        self.first, *others = [each for each in workers if each.ready]
        try:
            self.first.switch(key=lambda item: item.name)
        except BaseException as error:
            log(error)

def work(hub, count=0):
    global total
    total = count
    workers.append(greenlet(work, hub))
    local = []
    local.append(hub.switch())
    def inner():
        nonlocal count
        count = local.pop()
        yield count
    return inner

if __name__ == '__main__':
    hub = Hub()
    hub.parent = greenlet(work)
    workers.append(hub)
`;

/** What a file says, in plain values, for comparing. */
function shown(facts: ModuleFacts): unknown {
  const { lines, scopes, calls, imports, attributeReads, broadHandlers, stores } = facts;
  const lists = { scopes, calls, imports, attributeReads, broadHandlers, stores };
  return { lines: lines.lineCount, lists: plain(lists, facts) };
}

function plain(value: unknown, facts: ModuleFacts): unknown {
  if (value instanceof Map) return [...value].map(each => plain(each, facts));
  if (value instanceof Set) return [...value].sort();
  if (Array.isArray(value)) return value.map(each => plain(each, facts));
  if (typeof value !== 'object' || value === null) return value;
  const read = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    namesOf(value).map(name => [name, told(name, read[name], facts) ?? plain(read[name], facts)]),
  );
}

/** Numbers of scopes and calls hang on what was read before: what they are numbers of does not. */
function told(name: string, value: unknown, facts: ModuleFacts): string | undefined {
  if (typeof value !== 'number') return undefined;
  if (name === 'scope' || name === 'parent') {
    const scope = facts.scope(value);
    return `${scope?.name} at ${scope?.span.from}`;
  }
  if (name === 'call') return `call at ${facts.call(value)?.from}`;
  return name === 'number' ? 'its own' : undefined;
}

/** The properties of an object and its getters, but for the place that those are about. */
function namesOf(value: object): string[] {
  const names = new Set(Object.keys(value));
  for (
    let type = Object.getPrototypeOf(value);
    type !== null && type !== Object.prototype;
    type = Object.getPrototypeOf(type)
  ) {
    for (const name of Object.getOwnPropertyNames(type)) names.add(name);
  }
  return [...names].filter(name => !['place', 'origin', 'constructor'].includes(name)).sort();
}

/** Changes a program step by step, and compares what is read again with what is read anew. */
function assertSame(changes: readonly TextChange[]): void {
  const reader = new ModuleReader('file:///a.py', 'a');
  let parsed = ParsedText.of(PROGRAM);
  reader.read(parsed);
  for (const change of changes) {
    parsed = parsed.changed(change);
    const again = shown(reader.read(parsed).facts);
    const anew = shown(readModule('file:///a.py', 'a', ParsedText.of(parsed.text)));
    assert.deepEqual(again, anew, `after this text:\n${parsed.text}`);
  }
}

/** A text as it is typed, a character at a time. */
function typed(at: number, text: string): TextChange[] {
  return [...text].map((character, index) => ({
    from: at + index,
    to: at + index,
    text: character,
  }));
}

test('What is read again as somebody types is what the file says', () => {
  const added =
    'def more(hub):\n    workers.append(greenlet(hub.run))\n    return hub.switch(1)\n\n';
  assertSame(typed(PROGRAM.indexOf('def work'), added));
  assertSame(typed(0, '# a comment\nimport sys\n'));
  assertSame(typed(PROGRAM.length, "print('''"));
});

test('What is left when a statement, or its beginning, is deleted is what the file says', () => {
  const from = PROGRAM.indexOf('def work');
  const to = PROGRAM.indexOf('if __name__');
  assertSame([
    { from, to, text: '' },
    { from, to: from, text: PROGRAM.slice(from, to) },
    { from, to: from + 'def '.length, text: '' },
    { from: 0, to: PROGRAM.indexOf('workers'), text: '' },
  ]);
});

test('A statement that stands there twice, and changes that are far apart', () => {
  const line = 'workers.append(greenlet(work))\n';
  const at = PROGRAM.indexOf('@decorated');
  assertSame([
    { from: at, to: at, text: line },
    { from: at, to: at, text: line },
    { from: at, to: at + line.length, text: '' },
    { from: 0, to: PROGRAM.length, text: `${line}${PROGRAM}${line}` },
    { from: 0, to: 0, text: PROGRAM },
  ]);
});
