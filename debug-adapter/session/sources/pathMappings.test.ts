import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PathMappings } from './pathMappings.ts';

test('U4: path mappings lead there and back, and the first that fits decides', () => {
  const mappings = new PathMappings([
    { client: '/home/me/app', here: '/srv/app' },
    { client: '/home/me', here: '/srv' },
  ]);
  for (const [client, here] of [
    ['/home/me/app/pages/a.py', '/srv/app/pages/a.py'],
    ['/home/me/app', '/srv/app'],
    ['/home/me/apple.py', '/srv/apple.py'],
    ['/elsewhere/a.py', '/elsewhere/a.py'],
  ] as const) {
    assert.equal(mappings.toHere(client), here);
    assert.equal(mappings.toClient(here), client);
  }
});

test('U4: path mappings of a client on Windows', () => {
  const mappings = new PathMappings([{ client: 'C:\\work\\app', here: '/srv/app' }]);
  assert.equal(mappings.toHere('c:\\Work\\app\\pages\\a.py'), '/srv/app/pages/a.py');
  assert.equal(mappings.toHere('D:\\work\\app\\a.py'), 'D:\\work\\app\\a.py');
  assert.equal(mappings.toClient('/srv/app/pages/a.py'), 'C:\\work\\app\\pages\\a.py');
});
