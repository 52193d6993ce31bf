import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  GeneratorInfo,
  GeneratorPlaceInfo,
  GeneratorsArguments,
} from '../../debug-adapter/protocol/customRequests.ts';
import type { Branch } from './branch.ts';
import { Choices } from './choices.ts';
import { SuspendedGenerators } from './generators.ts';
import { bytes, describeGenerator, tooltipOfGenerator } from './rowText.ts';
import { matchesGenerators } from './search.ts';

const location = { path: '/app/main.py', line: 12 };

function generator(name: string, id: number, ...heldBy: string[]): GeneratorInfo {
  const frames = [{ name, ...location }];
  return { id, name, kind: 'generator', label: `${name} (generator ${id})`, heldBy, frames };
}

function place(name: string, count: number): GeneratorPlaceInfo {
  const first = Array.from({ length: Math.min(count, 4) }, (_, index) =>
    generator(name, 100 * count + index),
  );
  return { name, kind: 'generator', location, count, first };
}

function suspended(
  places: readonly GeneratorPlaceInfo[],
  asked: GeneratorsArguments[] = [],
): SuspendedGenerators {
  return new SuspendedGenerators(places, async page => {
    asked.push(page);
    const { name, count: total } = places[page.place] as GeneratorPlaceInfo;
    const generators = Array.from({ length: page.count ?? 0 }, (_, id) => generator(name, id + 1));
    return { generators, total };
  });
}

const all = (): boolean => true;

test('few at one place are told one by one, many are folded', () => {
  const root = suspended([place('walk', 2), place('numbers', 50_000)]).branch(all);
  assert.equal(root.label, 'suspended generators ×50,002');
  assert.deepEqual(
    root.below?.().map(({ label, description, pages }) => [label, description, pages?.total]),
    [
      ['walk (generator 200)', undefined, undefined],
      ['walk (generator 201)', undefined, undefined],
      ['numbers ×50,000', 'main.py:12 · generator', 50_000],
    ],
  );
});

test('of those that are folded only as many are asked for as are shown', async () => {
  const asked: GeneratorsArguments[] = [];
  const root = suspended([place('walk', 2), place('numbers', 50_000)], asked).branch(all);
  const folded = root.below?.().at(-1) as Branch;
  assert.deepEqual(asked, []);
  const rows = await folded.pages?.first(100);
  assert.deepEqual(asked, [{ place: 1, start: 0, count: 100 }]);
  assert.deepEqual([rows?.length, rows?.[99]?.label], [100, 'numbers (generator 100)']);
});

test('where there are none, or none that a person wants to see, the row says so', () => {
  for (const generators of [suspended([]), suspended([place('walk', 2)])]) {
    const { label, below } = generators.branch(() => false);
    assert.deepEqual([label, below], ['suspended generators ×0', undefined]);
  }
});

test('those of libraries are hidden, and such as a person has hidden', () => {
  const choices = new Choices();
  const ofLibrary: GeneratorPlaceInfo = { ...place('walk', 1), isSystem: true };
  const numbers = place('numbers', 1);
  const isHidden = (): boolean[] => [ofLibrary, numbers].map(each => choices.hidesGenerators(each));
  assert.deepEqual(isHidden(), [true, false]);
  choices.hideSuch({ generator: { ...generator('numbers', 1), location } });
  assert.deepEqual(isHidden(), [true, true]);
  choices.showsHidden = true;
  assert.deepEqual(isHidden(), [false, false]);
});

test('they are found by the words of their places', () => {
  const matches = (text: string): boolean => matchesGenerators(place('numbers', 1), text);
  assert.deepEqual(['', 'main.py num', 'Generator', 'coroutine'].map(matches), [
    true,
    true,
    true,
    false,
  ]);
});

test('a row tells where one stands, and who holds it', () => {
  const row = { ...generator('numbers', 3, 'iterated by evens', 'held by list'), location };
  assert.equal(describeGenerator(row), 'main.py:12 · iterated by evens · held by list');
  assert.equal(
    tooltipOfGenerator(row),
    `numbers (generator 3) · suspended
at /app/main.py:12
iterated by evens
held by list
its frames:
  numbers, /app/main.py:12`,
  );
});

test('sizes are told as a person says them', () =>
  assert.deepEqual([12, 999, 1_000, 123_456, 2_500_000].map(bytes), [
    '12 bytes',
    '999 bytes',
    '1.0 kB',
    '123.5 kB',
    '2.5 MB',
  ]));
