import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { requireReachable } from './reachablePort.ts';

test('U5: a port on which somebody listens is left alone', async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  await requireReachable('127.0.0.1', port);
  server.close();
  await once(server, 'close');
  await assert.rejects(
    requireReachable('127.0.0.1', port),
    new RegExp(
      `^Error: Nobody listens on 127\\.0\\.0\\.1:${port}: start the program by \`wasix-python debug\` first, or correct "host" and "port" in the configuration\\.$`,
    ),
  );
});

test('U5: a host that does not exist is told of by name', async () => {
  await assert.rejects(
    requireReachable('nowhere.invalid', 5678),
    /nowhere\.invalid:5678 cannot be reached \((ENOTFOUND|EAI_AGAIN)\): correct "host"/,
  );
});
