import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** A program that runs, and what it has printed. */
class Program {
  readonly output = { stdout: '', stderr: '' };
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;

  constructor(text: string, folder: string, flags: string[] = []) {
    this.#child = spawn(process.execPath, [CLI, 'run', ...flags, '-c', text], { cwd: folder });
    this.#child.stdout?.on('data', data => {
      this.output.stdout += data;
      this.#child.emit('printed');
    });
    this.#child.stderr?.on('data', data => (this.output.stderr += data));
    this.#ended = once(this.#child, 'close');
  }

  /** Waits until the program has printed this, and returns what its groups matched. */
  async prints(pattern: RegExp): Promise<string[]> {
    for (;;) {
      const match = pattern.exec(this.output.stdout);
      if (match !== null) return match.slice(1);
      if (this.#child.exitCode !== null) {
        assert.fail(`it ended without ${pattern}: ${JSON.stringify(this.output)}`);
      }
      await Promise.race([once(this.#child, 'printed'), this.#ended]);
    }
  }

  async ended(): Promise<{ code: number | null; stdout: string; stderr: string }> {
    await this.#ended;
    return { code: this.#child.exitCode, ...this.output };
  }
}

describe('sockets of a Python program', { concurrency: 2 }, () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sockets-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const start = (text: string, ...flags: string[]): Program => new Program(text, folder, flags);

  async function prints(text: string, expected: string): Promise<void> {
    const { code, stdout, stderr } = await start(text).ended();
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: expected, stderr: '' });
  }

  test('come in pairs', () =>
    prints(
      `
import socket
a, b = socket.socketpair()
a.sendall(b"one two"); print(b.recv(3), b.recv(9, socket.MSG_PEEK), b.recv(9))
a.shutdown(socket.SHUT_WR); print(b.recv(1))
b.sendall(b"still"); print(a.recv(9)); b.close()
try: a.sendall(b"x")
except OSError as error: print(type(error).__name__)
a.settimeout(0.01)
c, d = socket.socketpair(); c.setblocking(False)
try: c.recv(1)
except BlockingIOError: print("nothing yet")
print(c.getsockname() == "", c.family == socket.AF_UNIX)
`,
      `b'one' b' two' b' two'\nb''\nb'still'\nBrokenPipeError\nnothing yet\nTrue True\n`,
    ));

  test('carry asyncio: streams, datagrams, threads and timers', () =>
    prints(
      `
import asyncio
async def serve(reader, writer):
    while data := await reader.read(100):
        writer.write(data[::-1])
        await writer.drain()
    writer.close()
async def ask(port, number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"call %d" % number)
    answer = await reader.read(100)
    writer.close()
    await writer.wait_closed()
    return answer
class Mirror(asyncio.DatagramProtocol):
    def connection_made(self, transport): self.transport = transport
    def datagram_received(self, data, sender): self.transport.sendto(data.upper(), sender)
class Asker(asyncio.DatagramProtocol):
    def __init__(self): self.answer = asyncio.get_running_loop().create_future()
    def datagram_received(self, data, sender): self.answer.set_result(data)
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(await asyncio.gather(*(ask(port, n) for n in range(3))))
    server.close()
    try: await ask(port, 0)
    except ConnectionRefusedError: print("refused")
    loop = asyncio.get_running_loop()
    mirror, _ = await loop.create_datagram_endpoint(Mirror, local_addr=("127.0.0.1", 0))
    address = mirror.get_extra_info("sockname")
    asker, protocol = await loop.create_datagram_endpoint(Asker, remote_addr=address)
    asker.sendto(b"datagram")
    print(await protocol.answer)
    asker.close(); mirror.close()
    print(await asyncio.to_thread(sum, range(5)))
    try: await asyncio.wait_for(asyncio.sleep(60), 0.01)
    except TimeoutError: print("late")
asyncio.run(main())
`,
      `[b'0 llac', b'1 llac', b'2 llac']\nrefused\nb'DATAGRAM'\n10\nlate\n`,
    ));

  test('tell select, poll and epoll what is ready', () =>
    prints(
      `
import select, socket
listener = socket.create_server(("127.0.0.1", 0))
poll = select.poll(); poll.register(listener, select.POLLIN)
print(poll.poll(1))
client = socket.create_connection(listener.getsockname())
print(poll.poll() == [(listener.fileno(), select.POLLIN)])
server, _ = listener.accept()
print(select.select([client], [client], [], 5)[1] == [client])
epoll = select.epoll()
epoll.register(client, select.EPOLLIN | select.EPOLLOUT)
print(epoll.poll(5) == [(client.fileno(), select.EPOLLOUT)])
try: epoll.register(client)
except FileExistsError: print("exists")
epoll.modify(client, select.EPOLLIN)
print(epoll.poll(0.01))
server.sendall(b"hi")
print(epoll.poll(5) == epoll.poll(5) == [(client.fileno(), select.EPOLLIN)])
epoll.modify(client, select.EPOLLIN | select.EPOLLET)
print(len(epoll.poll(5)), epoll.poll(0))
epoll.modify(client, select.EPOLLIN | select.EPOLLONESHOT)
print(len(epoll.poll(5)), epoll.poll(0), client.recv(9))
server.close()
epoll.modify(client, select.EPOLLIN)
print(len(epoll.poll(5)), client.recv(9))
client.close()
print(epoll.poll(0))
try: epoll.register(open("/dev/null"))
except PermissionError: print("always ready")
refused = socket.socket(); refused.setblocking(False)
print(refused.connect_ex(("127.0.0.1", 1)) != 0, select.select([], [refused], [], 5)[1] == [refused])
print(refused.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0)
print(refused.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
`,
      "[]\nTrue\nTrue\nTrue\nexists\n[]\nTrue\n1 []\n1 [] b'hi'\n1 b''\n[]\nalways ready\nTrue True\nTrue\n0\n",
    ));

  test('tell what arrives beside one that is always ready', () =>
    prints(
      `
import select, socket
with socket.create_server(("127.0.0.1", 0)) as listener:
    client = socket.create_connection(listener.getsockname())
    while not select.select([listener], [client], [])[0]: pass
    server, _ = listener.accept()
client.sendall(b"s")
while server not in select.select([server], [client], [])[0]: pass
print(server.recv(9))
poll = select.poll(); poll.register(client, select.POLLOUT); poll.register(server, select.POLLIN)
client.sendall(b"p")
while (server.fileno(), select.POLLIN) not in poll.poll(): pass
print(server.recv(9))
epoll = select.epoll(); epoll.register(client, select.EPOLLOUT); epoll.register(server, select.EPOLLIN)
client.sendall(b"e")
while (server.fileno(), select.EPOLLIN) not in epoll.poll(): pass
print(server.recv(9))
`,
      "b's'\nb'p'\nb'e'\n",
    ));

  test('keep their options, time out, and send files', () =>
    prints(
      `
import socket, tempfile, threading
listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
client = socket.create_connection(listener.getsockname()[:2])
server, address = listener.accept()
print(address[0], client.getpeername() == listener.getsockname(), server.family == socket.AF_INET6)
for value in (1, 0):
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, value)
    print(server.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
print(listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN), client.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
client.settimeout(0.01)
try: client.recv(1)
except TimeoutError: print("timed out")
client.settimeout(None)
file = tempfile.TemporaryFile(); file.write(b"f" * 300_000); file.flush()
received = []
def read():
    with client.makefile("rb") as stream: received.append(len(stream.read()))
thread = threading.Thread(target=read); thread.start()
print(server.sendfile(file, 5), file.tell()); server.close(); thread.join(); print(received)
print([info[4][0] for info in socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)])
print([info[4][0] for info in socket.getaddrinfo("localhost", 80, socket.AF_INET6, socket.SOCK_STREAM)])
`,
      "::1 True True\n1\n0\n1 1\ntimed out\n299995 300000\n[299995]\n['127.0.0.1', '::1']\n['::1']\n",
    ));

  test('are connected, and known to listen, as soon as the calls return', () =>
    prints(
      `
import socket
server = socket.socket(); server.listen()
port = server.getsockname()[1]
client = socket.socket(); client.setblocking(False)
try: client.connect(("127.0.0.1", port))
except BlockingIOError: print("in progress")
accepted, address = server.accept()
print(client.getpeername() == ("127.0.0.1", port), address == client.getsockname())
both = socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True)
for host in "::1", "127.0.0.1":
    with socket.create_connection((host, both.getsockname()[1])): print(both.accept()[1][0])
one = socket.create_server(("", 0), family=socket.AF_INET6)
try: socket.create_connection(("127.0.0.1", one.getsockname()[1]))
except ConnectionRefusedError: print("not by IPv4")
`,
      'in progress\nTrue True\n::1\n::ffff:127.0.0.1\nnot by IPv4\n',
    ));

  test('know services by their names, and this machine', () =>
    prints(
      `
import socket
print(socket.getservbyname("https"), socket.getservbyport(53, "udp"))
print(socket.getaddrinfo("127.0.0.1", "http", type=socket.SOCK_STREAM)[0][4])
for service in "nonsense", "99999":
    try: socket.getaddrinfo("127.0.0.1", service)
    except socket.gaierror as error: print(error.args[0] == socket.EAI_SERVICE)
print(socket.gethostname(), socket.getfqdn())
`,
      `443 domain\n('127.0.0.1', 80)\nTrue\nTrue\nlocalhost 127.0.0.1\n`,
    ));

  test('gather and scatter messages, without ancillary data', () =>
    prints(
      `
import array, socket
a, b = socket.socketpair()
print(a.sendmsg([b"one", b" ", b"two"]), b.recvmsg(5)[0])
room = bytearray(1), bytearray(9)
print(b.recvmsg_into(room)[0], *room)
try: a.sendmsg([b"x"], [(socket.SOL_SOCKET, 1, array.array("i", [0]))])
except OSError as error: print(error.strerror)
u, v = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
u.bind(("127.0.0.1", 0)); v.bind(("127.0.0.1", 0))
v.sendmsg([b"data", b"gram"], [], 0, u.getsockname())
data, _, flags, sender = u.recvmsg(6)
print(data, flags == socket.MSG_TRUNC, sender == v.getsockname())
`,
      `7 b'one t'\n2 bytearray(b'w') bytearray(b'o\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00')\nNot supported\nb'datagr' True True\n`,
    ));

  test('carry the library: http.server, socketserver and urllib', () =>
    prints(
      `
import http.server, threading, urllib.request
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200); self.end_headers(); self.wfile.write(body[::-1])
    def log_message(self, *args): pass
server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://localhost:{server.server_address[1]}/"
print([urllib.request.urlopen(url, b"abc%d" % n).read() for n in range(3)])
server.shutdown()
`,
      `[b'0cba', b'1cba', b'2cba']\n`,
    ));

  test('let clients wait that are more than the backlog', () =>
    prints(
      `
import socket
listener = socket.create_server(("127.0.0.1", 0), backlog=1)
clients = [socket.create_connection(listener.getsockname()) for _ in range(20)]
for client in clients: client.sendall(b"here")
print({listener.accept()[0].recv(4) for _ in clients})
`,
      `{b'here'}\n`,
    ));

  test('serve a client outside: much data both ways, more than anyone holds', async () => {
    const program = start(`
import socket
listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
connection, _ = listener.accept()
data = bytearray()
while part := connection.recv(1 << 20): data += part
connection.sendall(data)
connection.close()
print(len(data))
`);
    const [port] = await program.prints(/port (\d+)\n/);
    const client = net.connect({ port: Number(port), allowHalfOpen: true });
    const sent = Buffer.alloc(20_000_000, 'abcdefg');
    client.end(sent);
    const received: Buffer[] = [];
    for await (const chunk of client) received.push(chunk);
    assert.ok(Buffer.concat(received).equals(sent));
    assert.match((await program.ended()).stdout, /\n20000000\n$/);
  });

  test('that have no peer say so as on Linux', () =>
    prints(
      `
import errno, socket
unconnected, refused, listening = socket.socket(), socket.socket(), socket.create_server(("127.0.0.1", 0))
taken = socket.create_server(("127.0.0.1", 0))
address = taken.getsockname()
taken.close()
print(errno.errorcode[refused.connect_ex(address)])
for each in (unconnected, refused, listening):
    for call in (lambda: each.send(b"x"), lambda: each.sendall(b"x"), lambda: each.recv(1), each.getpeername):
        try: call()
        except OSError as error: print(errno.errorcode[error.errno], end=" ")
    print()
`,
      `ECONNREFUSED\n${'EPIPE EPIPE ENOTCONN ENOTCONN \n'.repeat(3)}`,
    ));

  for (const [what, lines] of Object.entries({
    'with bytes unread, and left open': 'peer.shutdown(socket.SHUT_WR)',
    'with bytes unread, and closed': 'peer.shutdown(socket.SHUT_WR); peer.close()',
    'both ways': 'peer.shutdown(socket.SHUT_RDWR); peer.close()',
    'and then reset':
      'peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)); ' +
      'peer.recv(1); peer.shutdown(socket.SHUT_WR); peer.close()',
  })) {
    test(`let a program end that has shut one down ${what}`, () =>
      prints(
        `
import select, socket, struct
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
peer, _ = server.accept()
client.send(b"x")
select.select([peer], [], [])
${lines}
print("ends")
`,
        'ends\n',
      ));
  }

  test('tell of a client that hangs up, or resets', async () => {
    const program = start(`
import socket
listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
for _ in range(2):
    connection, _ = listener.accept()
    print("accepted", flush=True)
    try: print(connection.recv(1), flush=True)
    except ConnectionResetError: print("reset", flush=True)
    connection.close()
`);
    const [port] = await program.prints(/port (\d+)\n/);
    const first = net.connect(Number(port));
    await program.prints(/accepted\n/);
    first.end();
    await program.prints(/b''\n/);
    const second = net.connect(Number(port));
    await program.prints(/accepted\n.*accepted\n/s);
    second.resetAndDestroy();
    const { stdout, stderr } = await program.ended();
    assert.match(stdout, /reset\n$/);
    assert.equal(stderr, '');
  });

  test('send what they have sent, even when the program ends at once', async () => {
    const program = start(`
import socket
listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
connection, _ = listener.accept()
connection.sendall(b"x" * 1_000_000)
`);
    const [port] = await program.prints(/port (\d+)\n/);
    const client = net.connect(Number(port));
    let length = 0;
    for await (const chunk of client) length += chunk.length;
    assert.equal(length, 1_000_000);
    assert.equal((await program.ended()).code, 0);
  });

  test('let a program that only looks see what arrives', async () => {
    const program = start(`
import socket
listener = socket.create_server(("127.0.0.1", 0)); listener.setblocking(False)
print("port", listener.getsockname()[1], flush=True)
while True:
    try: connection, _ = listener.accept()
    except BlockingIOError: continue
    break
print("seen")
`);
    const [port] = await program.prints(/port (\d+)\n/);
    const client = net.connect(Number(port));
    assert.match((await program.ended()).stdout, /seen\n$/);
    client.destroy();
  });

  test('serve one thread while another computes', async () => {
    const program = start(`
import socket, threading
listener = socket.create_server(("127.0.0.1", 0))
done = threading.Event()
def serve():
    connection, _ = listener.accept()
    connection.sendall(connection.recv(100).upper())
    connection.close()
    done.set()
threading.Thread(target=serve).start()
print("port", listener.getsockname()[1], flush=True)
while not done.is_set(): pass
`);
    const [port] = await program.prints(/port (\d+)\n/);
    const client = net.connect(Number(port));
    client.write('hello');
    const [answer] = await once(client, 'data');
    assert.equal(String(answer), 'HELLO');
    client.destroy();
    assert.equal((await program.ended()).code, 0);
  });

  describe('reach what they are granted', () => {
    const program = `
import errno, socket
def attempt(name, deed):
    try: deed(); print(name, "may")
    except PermissionError: print(name, "may not")
    except OSError as error: print(name, errno.errorcode.get(error.errno, error))
stream = socket.socket
attempt("listen here", lambda: stream().bind(("127.0.0.1", 0)))
attempt("listen anywhere", lambda: stream().bind(("0.0.0.0", 0)))
attempt("connect here", lambda: stream().connect(("127.0.0.1", 1)))
attempt("connect to a mapped address", lambda: stream(socket.AF_INET6).connect(("::ffff:192.0.2.1", 1)))
attempt("send there", lambda: stream(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ("192.0.2.1", 9)))
attempt("connect there", lambda: stream().connect(("192.0.2.1", 9)))
attempt("look up", lambda: socket.getaddrinfo("nowhere.invalid", 80))
`;

    test('nothing', async () => {
      const { stdout, stderr } = await start(program, '--network', 'off').ended();
      const outcomes = stdout.match(/may not|may|EAI\S+|E[A-Z]+|-2/g);
      assert.deepEqual(outcomes?.slice(0, 6), Array(6).fill('may not'));
      assert.match(
        stderr,
        /the program may not listen on 127\.0\.0\.1:0: its network is "off"\. Set "network": "loopback"/,
      );
      assert.match(stderr, /may not reach 192\.0\.2\.1:9: .*"network": "all"/);
      assert.match(stderr, /may not look up the host nowhere\.invalid/);
    });

    test('this machine, by default', async () => {
      const { stdout, stderr } = await start(program).ended();
      assert.match(
        stdout,
        /^listen here may\nlisten anywhere may\nconnect here ECONNREFUSED\nconnect to a mapped address may not\nsend there may not\nconnect there may not\n/,
      );
      assert.doesNotMatch(stderr, /127\.0\.0\.1|0\.0\.0\.0/);
      assert.match(stderr, /may not reach \[::ffff:192\.0\.2\.1\]:1: its network is "loopback"/);
    });

    test('of "all addresses" only those of this machine', async () => {
      const listening = start(`
import socket
listener = socket.create_server(("0.0.0.0", 0))
print("port", *listener.getsockname(), flush=True)
listener.accept()
`);
      const [host, port] = await listening.prints(/port (\S+) (\d+)\n/);
      assert.equal(host, '127.0.0.1');
      net.connect(Number(port), '127.0.0.1').on('error', () => {});
      assert.equal((await listening.ended()).code, 0);
    });

    test('everything', async () => {
      const { stdout, stderr } = await start(
        `
import socket
sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
listener = socket.create_server(("0.0.0.0", 0))
print(listener.getsockname()[0])
`,
        '--network',
        'all',
      ).ended();
      assert.deepEqual({ stdout, stderr }, { stdout: '0.0.0.0\n', stderr: '' });
    });
  });
});
