import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

describe('what a Python program has of an operating system', () => {
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'os-test-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const run = (text: string): { status: number | null; stdout: string; stderr: string } => {
    const options = { cwd: folder, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, '-c', text], options);
    return { status, stdout, stderr };
  };
  const prints = (text: string, expected: string): void =>
    assert.deepEqual(run(text), { status: 0, stdout: expected, stderr: '' });

  test('P11, P15, P17: descriptors and files are as on Linux', () =>
    prints(
      `
import os, shutil, signal, socket, threading
os.closerange(3, 64)
import decimal
print(decimal.Decimal(1), os.path.isdir("/tmp"), os.open("/tmp", os.O_RDONLY))
os.chdir("/tmp")
def attempt(deed):
    try: print(deed())
    except OSError as error: print(type(error).__name__)
with open("file", "w") as file: file.write("text")
for times in ((1700000000_123456789, 1699999999_999999999), (1, 1834567890_000000071)):
    os.utime("file", ns=times)
    status = os.stat("file")
    print((status.st_atime_ns, status.st_mtime_ns) == times)
shutil.copy2("file", "copy")
print(os.stat("copy").st_mtime_ns == os.stat("file").st_mtime_ns)
print(all(entry.inode() == entry.stat().st_ino > 0 for entry in os.scandir("/tmp")))
attempt(lambda: os.lseek(os.open("/tmp", os.O_RDONLY), 0, os.SEEK_SET))
attempt(lambda: os.link("file", "other/"))
attempt(lambda: os.symlink("file", "other/"))
attempt(lambda: os.dup2(1, -1))
reader, writer = os.pipe()
attempt(lambda: os.fsync(writer))
os.close(reader)
attempt(lambda: os.write(writer, b"x"))
thread = threading.Thread(target=lambda: attempt(lambda: os.write(writer, b"x")))
thread.start()
thread.join()
open("/dev/shm/shared", "w").write("in memory")
print(os.listdir("/dev/shm"), open("/dev/shm/shared").read())
signal.signal(signal.SIGPIPE, lambda number, _: print(signal.Signals(number).name))
attempt(lambda: os.write(writer, b"x"))
`,
      `\
1 True 3
True
True
True
True
0
FileNotFoundError
FileNotFoundError
OSError
OSError
BrokenPipeError
BrokenPipeError
['shared'] in memory
SIGPIPE
BrokenPipeError
`,
    ));

  test('P17: a write to a closed pipe ends a program that lets SIGPIPE do what it does', () => {
    const { status } = run(
      'import os, signal\nsignal.signal(signal.SIGPIPE, signal.SIG_DFL)\n' +
        'reader, writer = os.pipe()\nos.close(reader)\nos.write(writer, b"x")\nprint("on")',
    );
    assert.equal(status, 128 + os.constants.signals.SIGPIPE);
  });

  test('P7: the events of poll are those of epoll, as hubs of greenlets take them to be', () =>
    prints(
      `
import select, socket, errno
# What eventlet's default hub does: events of poll, registered with epoll.
READ, WRITE = select.POLLIN | select.POLLPRI, select.POLLOUT
ERROR = select.POLLERR | select.POLLHUP
class Hub:
    def __init__(self, poller): self.poller, self.waiting = poller, {}
    def wait_for(self, sock, events):
        fd = sock.fileno()
        if fd in self.waiting: self.poller.modify(fd, events | ERROR)
        else: self.poller.register(fd, events | ERROR)
        self.waiting[fd] = events
        for _ in range(100):
            for ready, event in self.poller.poll(5):
                if event & select.POLLNVAL: return "closed"
                if ready == fd and event & (events | ERROR):
                    return "/".join(name for name, bits in (("read", READ), ("write", WRITE), ("error", ERROR)) if event & bits)
        return "nothing"
for poller in (select.epoll(), select.poll()):
    hub = Hub(poller)
    server = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(server.getsockname())
    print(hub.wait_for(server, READ))
    peer, _ = server.accept()
    print(hub.wait_for(client, WRITE))
    poller.unregister(client)
    client.send(b"x")
    print(hub.wait_for(peer, READ), peer.recv(1))
    print(hub.wait_for(peer, READ | WRITE))
    client.close()
    print("read" in hub.wait_for(peer, READ))
    print(poller.poll(0) != [])
print(select.POLLIN == select.EPOLLIN, select.POLLOUT == select.EPOLLOUT, select.POLLERR == select.EPOLLERR, select.POLLHUP == select.EPOLLHUP, select.POLLPRI == select.EPOLLPRI)
# Urgent data alone: nothing has any.
one, other = socket.socketpair()
for poller in (select.epoll(), select.poll()):
    poller.register(one, select.POLLPRI | select.POLLIN)
    print(poller.poll(0.05))
    poller.modify(one, select.POLLOUT | select.POLLWRNORM if isinstance(poller, type(select.poll())) else select.EPOLLOUT)
    print([event for _, event in poller.poll(0.05)])
`,
      `\
read
write
read b'x'
write
True
True
read
write
read b'x'
write
True
True
True True True True True
[]
[4]
[]
[260]
`,
    ));

  test('P17: the ends of a pipe have the flags that were asked for', () =>
    prints(
      `
import os
for ends in (os.pipe(), os.pipe2(os.O_CLOEXEC), os.pipe2(os.O_NONBLOCK), os.pipe2(0)):
    print([(os.get_inheritable(end), os.get_blocking(end)) for end in ends])
`,
      `\
[(False, True), (False, True)]
[(False, True), (False, True)]
[(True, False), (True, False)]
[(True, True), (True, True)]
`,
    ));

  test('R10: a recursion without a limit ends at a million calls, in every kind of stack', () =>
    prints(
      `
import sys, threading
sys.setrecursionlimit(10**9)
print(sys.getrecursionlimit())
depth = 0
def endless():
    global depth
    depth += 1
    endless()
def run(name):
    global depth
    depth = 0
    try: endless()
    except (RecursionError, MemoryError) as error: print(name, type(error).__name__, 500_000 < depth < 1_100_000, flush=True)
run("main")
import greenlet
greenlet.greenlet(run).switch("greenlet")
t = threading.Thread(target=run, args=("thread",)); t.start(); t.join()
`,
      `\
1000000000
main RecursionError True
greenlet RecursionError True
thread RecursionError True
`,
    ));

  test('processes: whatever is to start one says that there are none', () =>
    prints(
      `
import asyncio, concurrent.futures, multiprocessing, os, subprocess
def attempt(deed):
    try: print(deed())
    except OSError as error: print(type(error).__name__, error)
attempt(os.fork)
attempt(lambda: os.posix_spawn("/bin/ls", ["ls"], {}))
attempt(lambda: os.posix_spawnp("ls", ["ls"], {}))
attempt(lambda: os.execv("/bin/ls", ["ls"]))
attempt(lambda: os.execve("/bin/ls", ["ls"], {}))
attempt(lambda: os.spawnv(os.P_WAIT, "/bin/ls", ["ls"]))
attempt(lambda: subprocess.run(["ls"]))
attempt(lambda: os.popen("ls"))
attempt(lambda: asyncio.run(asyncio.create_subprocess_exec("ls")))
attempt(lambda: multiprocessing.Process(target=print).start())
attempt(os.wait)
attempt(lambda: os.waitpid(-1, os.WNOHANG))
attempt(lambda: os.kill(os.getpid() + 1, 0))
`,
      `\
OSError [Errno 58] wasi does not support processes.
OSError [Errno 58] wasi does not support processes.: '/bin/ls'
OSError [Errno 58] wasi does not support processes.: 'ls'
OSError [Errno 58] wasi does not support processes.: '/bin/ls'
OSError [Errno 58] wasi does not support processes.: '/bin/ls'
OSError [Errno 58] wasi does not support processes.
OSError [Errno 58] wasi does not support processes.
OSError [Errno 58] wasi does not support processes.
OSError [Errno 58] wasi does not support processes.
OSError [Errno 58] wasi does not support processes.
ChildProcessError [Errno 12] No child process
ChildProcessError [Errno 12] No child process
ProcessLookupError [Errno 71] No such process
`,
    ));

  test('processes: os.system fails as a shell that cannot be started, and the console says why', () => {
    const { status, stdout, stderr } = run('import os; print(os.system("ls"), os.system("ls"))');
    assert.deepEqual({ status, stdout }, { status: 0, stdout: '-1 -1\n' });
    assert.equal(
      stderr,
      'wasix-python: the program called proc_spawn2, which is not implemented here: ' +
        'a program in WebAssembly is a single process, and cannot start others\n',
    );
  });

  test('signals: to itself, to a thread, by a timer, while it waits', () =>
    prints(
      `
import os, signal, threading, time
seen = []
def note(number, frame): seen.append((signal.Signals(number).name, threading.current_thread().name))
for number in (signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTERM): signal.signal(number, note)
os.kill(os.getpid(), signal.SIGUSR1); os.kill(os.getpid(), 0)
signal.raise_signal(signal.SIGUSR2)
signal.pthread_kill(threading.get_ident(), signal.SIGTERM); signal.pthread_kill(threading.get_ident(), 0)
print(seen); seen.clear()
signal.setitimer(signal.ITIMER_REAL, 60)
print(0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60)
signal.setitimer(signal.ITIMER_REAL, 0.05)
while not seen: time.sleep(0.01)
print(seen, signal.getitimer(signal.ITIMER_REAL)); seen.clear()
signal.setitimer(signal.ITIMER_REAL, 0.02, 0.02)
while len(seen) < 3: pass
signal.setitimer(signal.ITIMER_REAL, 0); print(set(seen)); seen.clear()
done = threading.Event()
waiting = threading.Thread(target=done.wait, name="waiting"); waiting.start()
signal.pthread_kill(waiting.ident, signal.SIGUSR1)
while not seen: time.sleep(0.001)
done.set(); waiting.join(); print(seen)
try: signal.pthread_kill(waiting.ident, 0)
except ProcessLookupError: print("gone")
for number in (65, 1000):
    try: os.kill(os.getpid(), number)
    except OSError as error: print(error)
signal.signal(signal.SIGALRM, lambda *_: 1 / 0)
signal.setitimer(signal.ITIMER_REAL, 0.02)
try: threading.Lock().acquire() and threading.Event().wait()
except ZeroDivisionError: print("out of a wait")
`,
      `\
[('SIGUSR1', 'MainThread'), ('SIGUSR2', 'MainThread'), ('SIGTERM', 'MainThread')]
True
[('SIGALRM', 'MainThread')] (0.0, 0.0)
{('SIGALRM', 'MainThread')}
[('SIGUSR1', 'MainThread')]
gone
[Errno 28] Invalid argument
[Errno 28] Invalid argument
out of a wait
`,
    ));

  test('event descriptors: between threads, and in asyncio', () =>
    prints(
      `
import asyncio, os, threading
event = os.eventfd(0)
threading.Timer(0.02, os.eventfd_write, (event, 7)).start()
print(os.eventfd_read(event))
async def main():
    loop = asyncio.get_running_loop(); got = loop.create_future()
    loop.add_reader(event, lambda: got.done() or got.set_result(os.eventfd_read(event)))
    loop.call_later(0.02, os.eventfd_write, event, 3)
    print(await got)
asyncio.run(main())
semaphore = os.eventfd(2, os.EFD_SEMAPHORE | os.EFD_NONBLOCK)
print(os.eventfd_read(semaphore), os.eventfd_read(semaphore))
try: os.eventfd_read(semaphore)
except BlockingIOError: print("none left")
`,
      '7\n3\n1 1\nnone left\n',
    ));

  test('clocks and randomness', () =>
    prints(
      `
import os, random, secrets, time
one, other = os.times(), os.times()
print(0 <= one.user <= other.user < 60, one.system, other.elapsed >= one.elapsed)
print(abs(time.time() - time.clock_gettime(time.CLOCK_REALTIME)) < 60, time.monotonic() <= time.monotonic())
print(0 <= time.process_time() < 60, time.get_clock_info("monotonic").resolution <= 1e-3)
try: time.clock_settime(time.CLOCK_REALTIME, 0)
except PermissionError: print("not this machine's clock")
block = os.urandom(1 << 22)
print(len(block), len(set(block[n:n + 16] for n in range(0, len(block), 65536))), len(os.urandom(0)))
`,
      "True 0.0 True\nTrue True\nTrue True\nnot this machine's clock\n4194304 64 0\n",
    ));

  test('files in memory: changes reach the file when they are flushed, closed, or left', () => {
    fs.writeFileSync(path.join(folder, 'mapped'), 'abcdefghij');
    prints(
      `
import mmap, os
file = open("mapped", "r+b"); read_only = open("mapped", "rb")
shared = mmap.mmap(file.fileno(), 0)
print(len(shared), shared[2:5], shared.find(b"gh"), shared.readline())
shared[0:2] = b"AB"; shared.flush(); print(open("mapped").read())
shared[9:10] = b"J"; shared.close(); print(open("mapped").read())
private = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY); private[0:3] = b"---"; private.close()
print(open("mapped").read())
for attempt in (lambda: mmap.mmap(read_only.fileno(), 0), lambda: mmap.mmap(file.fileno(), 100),
                lambda: mmap.mmap(read_only.fileno(), 0, access=mmap.ACCESS_READ).write(b"x"),
                lambda: mmap.mmap(file.fileno(), 1, offset=1)):
    try: attempt(); print("may")
    except (OSError, ValueError, TypeError) as error: print(type(error).__name__)
nowhere = mmap.mmap(-1, 100_000); print(len(nowhere), nowhere[99_999], nowhere.write(b"x")); nowhere.close()
print(os.path.getsize("mapped"))
left = mmap.mmap(file.fileno(), 4); file.close(); left[1:2] = b"!"
`,
      `\
10 b'cde' 6 b'abcdefghij'
ABcdefghij
ABcdefghiJ
ABcdefghiJ
PermissionError
ValueError
TypeError
OSError
100000 0 1
10
`,
    );
    assert.equal(fs.readFileSync(path.join(folder, 'mapped'), 'utf8'), 'A!cdefghiJ');
    fs.rmSync(path.join(folder, 'mapped'));
  });

  test('files: 10,000 in a folder, more than 4 GiB, names of any bytes', {
    skip: process.platform !== 'linux',
  }, () => {
    fs.mkdirSync(path.join(folder, 'many'));
    for (let number = 0; number < 10_000; number++) {
      fs.writeFileSync(path.join(folder, 'many', `file-${number}`), '');
    }
    fs.writeFileSync(Buffer.from(`${folder}/caf\xe9`, 'latin1'), 'latin');
    prints(
      `
import glob, os, shutil
print(len(os.listdir("many")), len(set(os.listdir("many"))), sum(entry.is_file() for entry in os.scandir("many")))
shutil.rmtree("many"); print(os.path.exists("many"))
FAR = 5 << 30
with open("large", "w+b") as file:
    file.seek(FAR); file.write(b"end"); file.seek(-3, os.SEEK_END)
    print(file.tell() == FAR, file.read(), os.fstat(file.fileno()).st_size == FAR + 3)
    file.truncate(FAR - 1); file.seek(0, os.SEEK_END); print(file.tell() == FAR - 1, os.path.getsize("large") == FAR - 1)
os.unlink("large")
print(os.listdir(), os.listdir(b"."), glob.glob("caf*"))
print(open("caf\\udce9").read(), open(b"caf\\xe9").read(), os.path.realpath("caf\\udce9") == os.getcwd() + "/caf\\udce9")
os.rename("caf\\udce9", "tea\\udcff"); os.mkdir(b"\\xfe"); os.chdir(b"\\xfe"); print(os.getcwdb().endswith(b"/\\xfe"))
os.symlink("../tea\\udcff", "link"); print(os.readlink(b"link"), open("link").read())
`,
      `\
10000 10000 10000
False
True b'end' True
True True
['caf\\udce9'] [b'caf\\xe9'] ['caf\\udce9']
latin latin True
True
b'../tea\\xff' latin
`,
    );
    const names = fs.readdirSync(folder, 'latin1').sort();
    assert.deepEqual(names, ['tea\xff', '\xfe']);
  });
});
