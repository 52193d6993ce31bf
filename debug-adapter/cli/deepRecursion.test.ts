import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** Recursions that go through C at each level, none of which ends by itself. */
const THROUGH_C = `
import functools, json, operator, re, sys, threading
sys.setrecursionlimit(10**6)

class Compared:
    def __eq__(self, other): return [self] == [other]
class Hashed:
    def __hash__(self): return hash((self,))
class Shown:
    def __str__(self): return format(self)
class Made:
    def __init__(self): self.inner = functools.partial(Made)()

def executed(): exec("executed()", globals())
def evaluated(): return eval("evaluated()")
def sorted_(): return sorted([2, 1], key=lambda _: sorted_())
def substituted(): return re.sub("a", lambda _: substituted(), "aa")
def reduced(): return functools.reduce(lambda *_: reduced(), [1, 2])
def imported(): return __import__("builtins").max([1, 2], key=lambda _: imported())
def nested(make, count=100_000):
    value = make()
    for _ in range(count): value = make(value)
    return value
def list_of(*inner): return list(inner)

def attempt(*deeds):
    for deed in deeds:
        try: deed()
        # From 3.14 on, the parser that finds no room says so by a MemoryError.
        except (RecursionError, MemoryError): continue
        print("ended otherwise:", deed)

def attempt_all():
    attempt(executed, evaluated, sorted_, substituted, reduced, imported, Made)
    attempt(lambda: Compared() == Compared(), lambda: hash(Hashed()), lambda: str(Shown()))
    attempt(lambda: repr(nested(list_of)), lambda: json.dumps(nested(list_of)))
    attempt(lambda: nested(list_of) == nested(list_of), lambda: json.loads("[" * 100_000))

attempt_all()
# The second comes to a worker in which stacks have ended.
for _ in range(2):
    thread = threading.Thread(target=attempt_all)
    thread.start()
    thread.join()
    import greenlet
    thread = threading.Thread(target=lambda: [greenlet.greenlet(len).switch("") for _ in range(20)])
    thread.start()
    thread.join()

# What CPython does not count, and natively works or crashes.
value = iter([1])
for _ in range(20_000): value = map(int, value)
print(next(value))
value = ()
for _ in range(20_000): value = (value,)
print(hash(value) == hash(value))
`;

function run(
  code: string,
  ...options: string[]
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...options, '-c', code], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('R11: a recursion in C ends in a RecursionError, in the main thread and in others', () => {
  assert.deepEqual(run(THROUGH_C), { status: 0, stdout: '1\nTrue\n', stderr: '' });
});

test('R11: a recursion in C ends in a RecursionError in greenlets, too, each of which has room for its own', () => {
  const program = `
import greenlet, sys
sys.setrecursionlimit(10**6)
nested = []
for _ in range(100_000): nested = [nested]
main = greenlet.getcurrent()

def recurse(): return max([1, 2], key=lambda _: recurse())
def exhaust():
    for deed in recurse, lambda: repr(nested):
        try: deed()
        except RecursionError: pass

def exhaust_twice():
    exhaust()
    main.switch()
    exhaust()

worker = greenlet.greenlet(exhaust_twice)
worker.switch()
exhaust()
worker.switch()
exhaust()

def descend(levels):
    if levels: return max([1], key=lambda _: descend(levels - 1))
    return greenlet.greenlet(lambda: descend(200)).switch()

try: descend(0)
except (RecursionError, MemoryError): print("done")
`;
  // Of 3.13, see the README on recursion.
  const ended = run(program, '--python', '3.14');
  assert.deepEqual(ended, { status: 0, stdout: 'done\n', stderr: '' });
});

test('R11: one that CPython does not count ends the program, which says why', () => {
  const { status, stderr } = run(`
value = ()
for _ in range(1_000_000): value = (value,)
hash(value)
`);
  assert.deepEqual([status, stderr.split('\n').length], [134, 2]);
  assert.match(stderr, /the stack overflowed \(too deep a recursion in C code\)/);
});
