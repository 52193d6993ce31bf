import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readModule } from '../facts/moduleReader.ts';
import { ParsedText } from '../syntax/parsedText.ts';
import { indexOf, uriOf } from '../test/program.ts';
import { scopeAt } from '../values/values.ts';
import type { ModuleIndex } from './moduleIndex.ts';

const MAIN = 'from pool import spare\nspare.switch()\n';
const POOL = 'from greenlet import greenlet\nimport work\nspare = greenlet(work.job)\n';
const WORK = 'from steps import first, second\njob = first\n';
const STEPS = 'def first():\n    pass\n\ndef second():\n    pass\n';

/** What the switch in the main file leads to. */
function switchedTo(index: ModuleIndex): string[] {
  const facts = index.get(uriOf('main.py'));
  assert.ok(facts);
  const [found] = index.graph.switchesIn(facts);
  return (found?.targets ?? [])
    .flatMap(target => index.graph.runsOf(target))
    .map(run => (run.kind === 'function' ? scopeAt(run.facts, run.scope).name : run.kind));
}

/** From how many places a function of the steps is started. */
function startsOf(name: string, index: ModuleIndex): number {
  const facts = index.get(uriOf('steps.py'));
  assert.ok(facts);
  const scope = facts.scopes.find(each => each.name === name)?.number;
  return scope === undefined ? 0 : index.graph.startsOf(facts, scope).length;
}

function change(index: ModuleIndex, file: string, text: string): void {
  index.set(readModule(uriOf(file), file.replace('.py', ''), ParsedText.of(text)));
}

test('What a file imports by others is told as those are now', () => {
  const index = indexOf({ 'main.py': MAIN, 'pool.py': POOL, 'work.py': WORK, 'steps.py': STEPS });
  assert.deepEqual(switchedTo(index), ['first']);
  assert.deepEqual([startsOf('first', index), startsOf('second', index)], [1, 0]);

  change(index, 'work.py', WORK.replace('job = first', 'job = second'));
  assert.deepEqual(switchedTo(index), ['second']);
  assert.deepEqual([startsOf('first', index), startsOf('second', index)], [0, 1]);

  change(index, 'steps.py', `\n\n${STEPS}`.replace('def second', 'def third'));
  assert.deepEqual(switchedTo(index), []);

  change(index, 'steps.py', STEPS);
  assert.deepEqual(switchedTo(index), ['second']);
});

test('A file that is deleted, or comes, changes what the others import', () => {
  const index = indexOf({ 'main.py': MAIN, 'pool.py': POOL, 'work.py': WORK });
  assert.deepEqual(switchedTo(index), ['library']);
  change(index, 'steps.py', STEPS);
  assert.deepEqual(switchedTo(index), ['first']);
  index.delete(uriOf('steps.py'));
  assert.deepEqual(switchedTo(index), ['library']);
});

test('Files that have nothing to do with a change keep what was found of them', () => {
  const other = 'from greenlet import greenlet\ndef f(): pass\ng = greenlet(f)\ng.switch()\n';
  const index = indexOf({ 'main.py': MAIN, 'pool.py': POOL, 'other.py': other });
  const facts = index.get(uriOf('other.py'));
  assert.ok(facts);
  const before = index.graph.switchesIn(facts);
  change(index, 'pool.py', `${POOL}\n`);
  assert.equal(index.graph.switchesIn(facts), before);
});
