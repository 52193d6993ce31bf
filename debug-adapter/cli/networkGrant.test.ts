import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** An address of this machine that is not one of loopback, as other machines know it. */
const OWN_ADDRESS = Object.values(os.networkInterfaces())
  .flatMap(addresses => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

/** An address of nobody (RFC 5737). */
const ELSEWHERE = '203.0.113.1';

const ATTEMPTS = `
import errno, socket
STREAM, DATAGRAM, V4, V6 = socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.AF_INET, socket.AF_INET6
def attempt(name, deed):
    try: deed()
    except PermissionError: return
    except socket.gaierror: return
    except OSError as error:
        # Whoever is refused by the network itself has been let through here.
        print("may", name, errno.errorcode[error.errno]); return
    print("may", name)
def attempt_all(name, host, port):
    mapped, compatible = "::ffff:" + host, "::" + host
    attempt(name + ": connect", lambda: socket.socket().connect((host, port)))
    attempt(name + ": create_connection", lambda: socket.create_connection((host, port), 5))
    attempt(name + ": connect mapped", lambda: socket.socket(V6).connect((mapped, port)))
    attempt(name + ": connect compatible", lambda: socket.socket(V6).connect((compatible, port)))
    attempt(name + ": connect without waiting", lambda: waitless().connect((host, port)))
    attempt(name + ": connect once bound", lambda: bound(STREAM).connect((host, port)))
    attempt(name + ": connect datagrams", lambda: socket.socket(V4, DATAGRAM).connect((host, port)))
    attempt(name + ": send datagrams", lambda: socket.socket(V4, DATAGRAM).sendto(b"x", (host, port)))
    attempt(name + ": send mapped", lambda: socket.socket(V6, DATAGRAM).sendto(b"x", (mapped, port)))
    attempt(name + ": send once bound", lambda: bound(DATAGRAM).sendto(b"x", (host, port)))
    attempt(name + ": send once connected", lambda: connected().sendto(b"x", (host, port)))
    attempt(name + ": connect once connected", lambda: connected().connect((host, port)))
    attempt(name + ": listen", lambda: socket.socket().bind((host, 0)))
    attempt(name + ": listen mapped", lambda: socket.socket(V6).bind((mapped, 0)))
    attempt(name + ": receive datagrams", lambda: socket.socket(V4, DATAGRAM).bind((host, 0)))
def waitless():
    one = socket.socket(); one.setblocking(False); return one
def bound(kind):
    one = socket.socket(V4, kind); one.bind(("127.0.0.1", 0)); return one
def connected():
    one = socket.socket(V4, DATAGRAM); one.connect(("127.0.0.1", 9)); return one
`;

async function run(
  program: string,
  ...flags: string[]
): Promise<{ stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [CLI, 'run', ...flags, '-c', ATTEMPTS + program]);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', data => (output.stdout += data));
  child.stderr.on('data', data => (output.stderr += data));
  const [code] = await once(child, 'close');
  assert.equal(code, 0, output.stderr);
  return output;
}

describe('the network that a program is granted', () => {
  const arrivals: string[] = [];
  const listener = net.createServer(connection => {
    arrivals.push('a connection');
    connection.destroy();
  });
  const receiver = dgram.createSocket('udp4', bytes => arrivals.push(`"${bytes}"`));
  let port = 9;
  before(async () => {
    if (OWN_ADDRESS === undefined) return;
    await once(listener.listen(0, OWN_ADDRESS), 'listening');
    port = (listener.address() as net.AddressInfo).port;
    receiver.bind(port, OWN_ADDRESS);
    await once(receiver, 'listening');
  });
  after(() => {
    if (OWN_ADDRESS !== undefined) listener.close();
    receiver.close();
  });

  const attempts = (): string =>
    `attempt_all("own", "${OWN_ADDRESS ?? ELSEWHERE}", ${port})\nattempt_all("elsewhere", "${ELSEWHERE}", 9)\n` +
    `attempt("look up a name", lambda: print(socket.getaddrinfo("${os.hostname()}", 80)))\n` +
    'attempt("broadcast", lambda: socket.socket(V4, DATAGRAM).sendto(b"x", ("255.255.255.255", 9)))\n' +
    'attempt("send to a group", lambda: socket.socket(V4, DATAGRAM).sendto(b"x", ("224.0.0.1", 9)))\n' +
    'attempt("send to a group of IPv6", lambda: socket.socket(V6, DATAGRAM).sendto(b"x", ("ff02::1", 9)))\n';

  test('"loopback" lets nothing past this machine, however it is addressed', async () => {
    const { stdout, stderr } = await run(attempts());
    assert.equal(stdout, '');
    assert.deepEqual(arrivals, []);
    for (const line of stderr.trim().split('\n')) {
      assert.match(
        line,
        /the program may not .*: its network is "loopback"\. Set "network": "all"/,
      );
    }
  });

  test('"loopback" turns all addresses into those of loopback', async () => {
    const { stdout, stderr } = await run(`
server = socket.create_server(("", 0)); port = server.getsockname()[1]
for host in ("0.0.0.0", "127.0.0.1", "127.1", "127.9.9.9", "localhost"):
    try: socket.create_connection((host, port), 5).close(); print(host)
    except OSError as error: print(host, errno.errorcode[error.errno])
six = socket.create_server(("::", 0), family=V6)
for host in ("::", "::1"): socket.create_connection((host, six.getsockname()[1]), 5).close(); print(host)
datagrams = socket.socket(V4, DATAGRAM); datagrams.bind(("", 0))
sender = socket.socket(V4, DATAGRAM); sender.sendto(b"x", ("0.0.0.0", datagrams.getsockname()[1]))
print(datagrams.recvfrom(9)[1][0], sender.getsockname()[0], *(each.getsockname()[0] for each in (server, six, datagrams)))
`);
    assert.deepEqual(
      { stdout, stderr },
      {
        stdout:
          '0.0.0.0\n127.0.0.1\n127.1\n127.9.9.9 ECONNREFUSED\nlocalhost\n::\n::1\n' +
          '127.0.0.1 127.0.0.1 127.0.0.1 ::1 127.0.0.1\n',
        stderr: '',
      },
    );
  });

  test('"off" lets nothing through, this machine included', async () => {
    const { stdout, stderr } = await run(
      `${attempts()}attempt_all("here", "127.0.0.1", ${port})\nattempt_all("anywhere", "0.0.0.0", ${port})\n`,
      '--network',
      'off',
    );
    assert.equal(stdout, '');
    assert.deepEqual(arrivals, []);
    assert.match(
      stderr,
      /may not reach 127\.0\.0\.1:\d+: its network is "off"\. Set "network": "loopback"/,
    );
  });

  const skip = OWN_ADDRESS === undefined && 'this machine has no address but loopback';
  test('"all" lets a program past this machine', { skip }, async () => {
    const { stdout } = await run(
      `socket.create_connection(("${OWN_ADDRESS}", ${port})).recv(1)\n` +
        `connected().close(); one = socket.socket(V4, DATAGRAM)\n` +
        `print(one.sendto(b"datagram", ("${OWN_ADDRESS}", ${port})))\n`,
      '--network',
      'all',
    );
    assert.equal(stdout, '8\n');
    while (arrivals.length < 2) await once(receiver, 'message');
    assert.deepEqual(arrivals.sort(), ['"datagram"', 'a connection']);
  });
});
