import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renameSources } from './sourceNames.ts';

const rename = (path: string): string => `memory:${path}`;

test('sources of requests, responses and events are renamed, wherever they are', () => {
  const source = { name: 'main.py', path: '/main.py' };
  const renamed = { name: 'main.py', path: 'memory:/main.py' };
  assert.deepEqual(
    renameSources({ type: 'request', arguments: { source, breakpoints: [{ line: 1 }] } }, rename),
    { type: 'request', arguments: { source: renamed, breakpoints: [{ line: 1 }] } },
  );
  assert.deepEqual(
    renameSources(
      { body: { stackFrames: [{ id: 1, source }, { id: 2 }], sources: [source] } },
      rename,
    ),
    { body: { stackFrames: [{ id: 1, source: renamed }, { id: 2 }], sources: [renamed] } },
  );
  assert.deepEqual(
    renameSources({ body: { instructions: [{ address: '0x1', location: source }] } }, rename),
    { body: { instructions: [{ address: '0x1', location: renamed }] } },
  );
});

test('what is no source, or has its text with the adapter, stays', () => {
  const message = {
    continuations: [{ location: { path: '/main.py', line: 3 } }],
    arguments: { program: '/main.py', mounts: [{ source: '/data', path: '/data' }] },
    body: {
      source: { path: '/usr/lib/json.py', sourceReference: 7 },
      modules: [{ path: '/m.py' }],
    },
  };
  assert.deepEqual(renameSources(message, rename), message);
});

test('the message itself is left as it is', () => {
  const message = { body: { source: { path: '/main.py' } } };
  renameSources(message, rename);
  assert.equal(message.body.source.path, '/main.py');
});
