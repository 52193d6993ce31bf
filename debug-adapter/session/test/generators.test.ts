/** Generators, async generators and coroutines that are suspended, as a client asks for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type {
  GeneratorInfo,
  GeneratorPlaceInfo,
  GeneratorPlacesResponse,
  GeneratorsResponse,
} from '../../protocol/customRequests.ts';
import { Conversation } from './conversation.ts';

async function stopped(): Promise<Conversation> {
  const talk = await Conversation.launch('generators.py');
  await talk.setBreakpoints('look', 'later');
  await talk.run();
  await talk.client.event('stopped');
  return talk;
}

async function placesOf({ client }: Conversation): Promise<readonly GeneratorPlaceInfo[]> {
  const { places }: GeneratorPlacesResponse = await client.request('generatorPlaces');
  return places;
}

async function named(talk: Conversation, name: string): Promise<GeneratorInfo> {
  const found = (await placesOf(talk)).find(place => place.name === name)?.first[0];
  assert.ok(found !== undefined, name);
  return found;
}

test('all that are suspended are told of by the places where they stand', async () => {
  const talk = await stopped();
  const line = (marker: string): number => talk.program.line(marker);
  const places = await placesOf(talk);
  assert.deepEqual(
    places
      .filter(({ isSystem }) => !isSystem)
      .map(({ name, kind, location, count }) => [name, kind, location.line, count])
      .sort(),
    [
      ['evens', 'generator', line('evens'), 2],
      ['numbers', 'generator', line('numbers'), 8],
      ['opened', 'generator', line('opened'), 1],
      // It stands where the generator does that it yields from.
      ['outer', 'generator', line('inner'), 1],
      // At two instructions of the line.
      ['pairs', 'generator', line('pairs'), 2],
      // The other is on the stack of a task.
      ['ticks', 'async generator', line('ticks'), 2],
      ['waiting', 'coroutine', line('pause'), 1],
    ],
  );
  assert.deepEqual(
    places.filter(({ isSystem }) => isSystem).map(({ name, kind }) => [name, kind]),
    [['walk', 'generator']],
  );
  await talk.client.close();
});

test('each tells who holds it, as far as that is known, and its frames', async () => {
  const talk = await stopped();
  const places = await placesOf(talk);
  const holders = Object.fromEntries(
    // Those of a place come as the collector has them, in an order that its last run decides.
    places.map(({ name, first }) => [name, first.map(({ heldBy }) => heldBy[0]).sort()]),
  );
  assert.deepEqual(
    { ...holders, walk: undefined },
    {
      evens: ['held by held of child', 'held by pipeline of module __main__'],
      numbers: Array.from({ length: 4 }, () => 'held by list'),
      opened: ['held by _GeneratorContextManager'],
      outer: ['held by delegating of module __main__'],
      pairs: ['held by each of module __main__', 'held by tuple'],
      ticks: ['held by ticking of run', 'iterated by slowly'],
      waiting: ['held by half of module __main__'],
      walk: undefined,
    },
  );
  const { label, frames } = await named(talk, 'outer');
  assert.match(label, /^outer \(generator \d+\)$/);
  assert.deepEqual(
    frames.map(({ name, line }) => [name, line]),
    [
      ['inner', talk.program.line('inner')],
      ['outer', talk.program.line('outer')],
    ],
  );
  await talk.client.close();
});

test('those of one place come in pages, and keep their numbers', async () => {
  const talk = await stopped();
  const places = await placesOf(talk);
  const place = places.findIndex(({ name }) => name === 'numbers');
  const page = (start: number, count: number): Promise<GeneratorsResponse> =>
    talk.client.request('generators', { place, start, count });
  const all = await page(0, 0);
  assert.equal(new Set(all.generators.map(({ id }) => id)).size, 8);
  assert.deepEqual(all.generators.slice(0, 4), places[place]?.first);
  assert.deepEqual(await page(5, 2), { generators: all.generators.slice(5, 7), total: 8 });
  assert.deepEqual(all.generators.at(-2)?.heldBy, ['iterated by evens']);
  const outside = await talk.client.send('generators', { place: 99 });
  assert.match(outside.message ?? '', /have to be asked for at each stop/);
  await talk.client.close();
});

test('one that is shown is a thread with its frames and variables while it is suspended', async () => {
  const talk = await stopped();
  const { client } = talk;
  const { id, label } = await named(talk, 'outer');
  const { live } = await client.request('overview');
  const { threadId } = await client.request('showContinuation', { generatorId: id });
  await client.event('stopped');
  assert.equal((await client.request('overview')).live, live);
  const threads = async (): Promise<string[]> =>
    (await client.request('threads')).threads
      .filter((each: DebugProtocol.Thread) => each.id === threadId)
      .map(({ name }: DebugProtocol.Thread) => name);
  const place = `generators.py:${talk.program.line('inner')}`;
  assert.deepEqual(await threads(), [`${label} · ${place}`]);
  const [inner] = await talk.frames(threadId);
  const { scopes } = await client.request('scopes', { frameId: inner?.id });
  const { variables } = await client.request('variables', {
    variablesReference: scopes[0].variablesReference,
  });
  assert.deepEqual(
    variables.map(({ name, value }: DebugProtocol.Variable) => [name, value]),
    [['kept', "'in the inner one'"]],
  );
  const { result } = await client.request('evaluate', {
    expression: 'kept.upper()',
    frameId: inner?.id,
  });
  assert.equal(result, "'IN THE INNER ONE'");

  // It runs on the stack of whoever iterates it.
  const refused = await client.send('next', { threadId });
  assert.match(refused.message ?? '', /runs where it is iterated/);

  await client.request('continue', { threadId });
  await client.event('stopped');
  assert.deepEqual(await threads(), [`${label} · ${place}`]);
  await client.request('continue', { threadId });
  await talk.ended();
});
