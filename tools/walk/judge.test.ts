/** Where steps may end, for programs whose answer a person can see. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  BEGINNING,
  type Position,
  predict,
  type StepKind,
  type WantedBreakpoint,
} from './judge.ts';
import { Oracle } from './oracle.ts';
import type { Trace } from './trace.ts';

let base: string;
let oracle: Oracle;
before(() => {
  base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'judge-')));
  oracle = new Oracle(base);
});
after(async () => {
  await oracle.close();
  fs.rmSync(base, { recursive: true });
});

/** What a program does; each of its lines that is talked about ends in a comment with its name. */
class Program {
  readonly #lines: readonly string[];
  readonly #trace: Trace;

  private constructor(lines: readonly string[], trace: Trace) {
    this.#lines = lines;
    this.#trace = trace;
  }

  static async run(text: string): Promise<Program> {
    const folder = path.join(base, 'program');
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'main.py'), text);
    const { trace } = await oracle.consult(folder);
    return new Program(text.split('\n'), trace);
  }

  /** Where the program stands when a line begins for the first time. */
  at(name: string): Position {
    const line = this.line(name);
    const index = this.#trace.events.findIndex(
      event => event.kind === 'line' && event.line === line,
    );
    const event = this.#trace.events[index];
    if (event?.kind !== 'line') throw new Error(`no line ${name} has run`);
    const { context, frame } = event;
    return { ...BEGINNING, index, context, frame, beginsLine: true };
  }

  /** Where it may stop next: names of lines, with `within` for the middle of one; and `end`. */
  next(
    from: Position | string,
    step?: StepKind,
    breakpoints: readonly WantedBreakpoint[] = [],
  ): string[] {
    const position = typeof from === 'string' ? this.at(from) : from;
    const { stops, ends } = predict(this.#trace, position, breakpoints, step);
    return [...stops.map(stop => this.#nameOf(stop)), ...(ends.length > 0 ? ['end'] : [])];
  }

  /** The names of the functions of the stack where a line begins, innermost first. */
  stackAt(name: string): string[] {
    const { index, context } = this.at(name);
    return this.#trace.stackAt(index, context).map(frame => frame.name);
  }

  /** In which continuations a line has begun. */
  contextsOf(name: string): number[] {
    const line = this.line(name);
    return this.#trace.events.flatMap(event =>
      event.kind === 'line' && event.line === line ? [event.context] : [],
    );
  }

  line(name: string): number {
    return 1 + this.#lines.findIndex(text => text.endsWith(`# ${name}`));
  }

  #nameOf({ index, context, beginsLine }: Position): string {
    const [top] = this.#trace.stackAt(index, context);
    const name = /# (.+)$/.exec(this.#lines[(top?.line ?? 0) - 1] ?? '')?.[1];
    return beginsLine ? `${name}` : `within ${name}`;
  }
}

test('calls: Step In ends in the callee, Step Over behind it, Step Out in the caller', async () => {
  const program = await Program.run(`
def double(n):
    return n * 2  # inside

x = double(1)  # call
print(x)  # behind
`);
  assert.deepEqual(program.next('call', 'in'), ['inside']);
  assert.deepEqual(program.next('call', 'over'), ['behind']);
  assert.deepEqual(program.next('inside', 'out'), ['within call', 'behind']);
  assert.deepEqual(program.next('behind', 'over'), ['end']);
  assert.deepEqual(program.next('behind'), ['end']);
});

test('D42: Step In enters each call that one call of the library makes', async () => {
  const program = await Program.run(`
def key(n):
    return -n  # key

x = sorted([1, 2], key=key)  # call
print(x)  # behind
`);
  assert.deepEqual(program.next('call', 'in'), ['key']);
  assert.deepEqual(program.next('key', 'in'), ['within call', 'key']);
});

test('D43: Step In follows a generator that goes on inside of another', async () => {
  const program = await Program.run(`
def inner():
    yield 1
    yield 2  # inner goes on

def outer():
    yield from inner()

numbers = outer()
next(numbers)
next(numbers)  # again
print("end")  # behind
`);
  assert.deepEqual(program.next('again', 'in'), ['inner goes on']);
});

test('D3: Step In follows a switch through a greenlet that runs none of the code', async () => {
  const program = await Program.run(`
import hub

def other():
    print("other")  # other

first = hub.make(other)
hub.make(first.switch).switch()  # pause
print("end")  # behind
`);
  assert.deepEqual(program.next('pause', 'in'), ['other']);
  assert.deepEqual(program.next('pause', 'over'), ['behind']);
});

test('an exception gives the step to whoever handles it, or to nobody', async () => {
  const program = await Program.run(`
def fail():
    raise ValueError  # raise

try:
    fail()
except ValueError:  # handler
    pass
fail()  # last
`);
  for (const step of ['over', 'in', 'out'] as const) {
    assert.deepEqual(program.next('raise', step), ['handler']);
  }
  assert.deepEqual(program.next('last', 'over'), ['end']);
});

test('neither does one that ends a task, and with it the loop', async () => {
  const program = await Program.run(`
import asyncio

async def main():
    try:
        raise ValueError
    finally:
        await asyncio.sleep(0)  # rest

asyncio.run(main())
`);
  assert.deepEqual(program.next('rest', 'in'), ['end']);
  assert.deepEqual(program.next('rest', 'over'), ['end']);
});

test('one that ends another task leaves the step to who runs the loop', async () => {
  const program = await Program.run(`
import asyncio

async def wait():
    await asyncio.sleep(9)  # rest

async def main():
    asyncio.create_task(wait())
    await asyncio.sleep(0)

asyncio.run(main())  # run
`);
  assert.deepEqual(program.next('rest', 'over'), ['within run']);
});

test('a coroutine that awaits twice on a line keeps its frame', async () => {
  const program = await Program.run(`
import asyncio

async def part(n):
    await asyncio.sleep(0)
    return n  # part

async def main():
    x = await part(1) + await part(2)  # twice
    print(x)  # behind

asyncio.run(main())
`);
  assert.deepEqual(program.next('twice', 'over'), ['behind']);
  assert.deepEqual(program.next('part', 'over'), ['within twice']);
});

test('an exception that comes to what a chain of coroutines awaits finds them around it', async () => {
  const program = await Program.run(`
import asyncio

async def fail():
    await asyncio.sleep(0)
    raise ValueError  # raise

async def inner():
    try:
        await asyncio.create_task(fail())
    finally:
        await asyncio.sleep(0)  # rest
        print("leaving")  # leaving

async def middle():
    await inner()

async def main():
    try:
        await middle()
    except ValueError:  # handler
        print("handled")

asyncio.run(main())
`);
  assert.deepEqual(program.stackAt('rest'), ['inner', 'middle', 'main', '<module>']);
  assert.deepEqual(program.stackAt('leaving'), ['inner', 'middle', 'main', '<module>']);
  assert.deepEqual(program.stackAt('handler'), ['main', '<module>']);
  assert.deepEqual(program.next('leaving', 'over'), ['handler']);
});

test('and so does one that is thrown into a generator which delegates', async () => {
  const program = await Program.run(`
def inner():
    try:
        yield 1
    except ValueError:
        yield 2  # caught
    yield 3  # on

def outer():
    yield from inner()
    yield 4  # behind

numbers = outer()
next(numbers)
numbers.throw(ValueError())
next(numbers)
next(numbers)
print("end")  # end
`);
  assert.deepEqual(program.stackAt('caught'), ['inner', 'outer', '<module>']);
  assert.deepEqual(program.stackAt('on'), ['inner', 'outer', '<module>']);
  assert.deepEqual(program.stackAt('behind'), ['outer', '<module>']);
  assert.deepEqual(program.stackAt('end'), ['<module>']);
});

test('a step into a switch ends in the line of the call whose library waited for it', async () => {
  const program = await Program.run(`
import hub

def work(n):
    x = hub.back(n)  # back
    return x

def main(n):
    x = hub.pause(work, n)  # pause
    return x  # behind

main(1)
`);
  assert.deepEqual(program.next('back', 'in'), ['within pause', 'behind']);
});

test('and behind the line that has switched itself', async () => {
  const program = await Program.run(`
from greenlet import getcurrent, greenlet

def work(n):
    getcurrent().parent.switch(n)  # back

worker = greenlet(work)
worker.switch(1)  # switch
print("end")  # behind
`);
  assert.deepEqual(program.next('back', 'in'), ['behind']);
});

test('a library that ends its continuations need not end a step, even where nothing follows', async () => {
  const program = await Program.run(`
import hub

def work(n):
    return n

hub.pause(work, 1)
try:
    1 / 0
finally:
    hub.finish()  # finish
`);
  assert.deepEqual(program.next('finish', 'in'), ['within finish', 'end']);
});

test('a step out of a continuation that a library ends may end in the next that it ends', async () => {
  const program = await Program.run(`
import hub

def work(n):
    try:
        hub.back(n)  # rest
    finally:
        print(n)  # last

for number in range(2):
    hub.make(work).switch(number)
hub.finish()  # finish
print("end")  # end
`);
  assert.deepEqual(program.next('last', 'out'), ['within finish', 'within rest', 'last']);
  assert.deepEqual(program.next('last', 'over'), ['within finish', 'within rest', 'last']);
});

test('a thread that begins when another has ended is another continuation', async () => {
  const program = await Program.run(`
import hub

def work(n):
    print(n)  # work

for n in range(3):
    hub.thread(work, n)
    hub.turn(n)
hub.finish()
`);
  assert.equal(new Set(program.contextsOf('work')).size, 3);
});

test('breakpoints stop by their conditions and counts, and log points do not', async () => {
  const program = await Program.run(`
def work(n):
    return n  # work

for number in range(4):
    work(number)
`);
  const place = { file: 'main.py', line: program.line('work') };
  const hits = (extra: Partial<WantedBreakpoint>): string[] =>
    program.next(BEGINNING, undefined, [{ id: 1, ...place, ...extra }]);
  assert.deepEqual(hits({}), ['work']);
  assert.deepEqual(hits({ hits: { operator: '==', count: 4 } }), ['work']);
  assert.deepEqual(hits({ hits: { operator: '==', count: 5 } }), ['end']);
  assert.deepEqual(hits({ condition: { modulus: 2, remainder: 1 } }), ['work']);
  assert.deepEqual(hits({ condition: { modulus: 9, remainder: 8 } }), ['end']);
  assert.deepEqual(hits({ log: 'at ' }), ['end']);
});

test('a breakpoint in a call ends a step over it', async () => {
  const program = await Program.run(`
def work():
    print("work")  # work

work()  # call
print("end")  # behind
`);
  const breakpoint = { id: 1, file: 'main.py', line: program.line('work') };
  assert.deepEqual(program.next('call', 'over', [breakpoint]), ['work']);
});
