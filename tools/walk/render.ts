import type { Flavour, FunctionTree, ProgramTree, Statement } from './program.ts';

/** The text of each file of a program, by name. */
export type Sources = Readonly<Record<string, string>>;

/** What every file begins with. */
const HEADER = [
  'import hub',
  'from greenlet import getcurrent',
  '',
  'made = []',
  '',
  'class Room:',
  '    def __enter__(self):',
  '        return self',
  '',
  '    def __exit__(self, *error):',
  '        return False',
  '',
];

const OTHER_FILE = 'elsewhere';

/** Writes a program down: `main.py`, and `elsewhere.py` if any of its functions stands there. */
export function render(program: ProgramTree): Sources {
  const placed = program.functions.map((tree, index) => ({ tree, index }));
  // What stands elsewhere calls only what stands there, too, since files import in one direction.
  const elsewhere = placed.filter(({ tree }) => tree.isElsewhere);
  const here = placed.filter(({ tree }) => !tree.isElsewhere);
  const name = ({ tree, index }: Placed): string =>
    tree.isElsewhere ? `${OTHER_FILE}.f${index}` : `f${index}`;
  const sources: Record<string, string> = {};
  if (elsewhere.length > 0) {
    const lines = elsewhere.map(each =>
      writeFunction(
        program.flavour,
        each,
        elsewhere.filter(other => other.index > each.index),
        other => `f${other.index}`,
      ),
    );
    sources[`${OTHER_FILE}.py`] = text([...importOf(program), ...HEADER, ...lines.flat()]);
  }
  const functions = here.map(each =>
    writeFunction(
      program.flavour,
      each,
      placed.filter(other => other.index > each.index),
      name,
    ),
  );
  const main = new Writer(program.flavour, placed, name);
  const isAsync = program.flavour === 'tasks';
  main.isCoroutine = isAsync;
  main.block(program.main, 2);
  sources['main.py'] = text([
    ...(elsewhere.length > 0 ? [`import ${OTHER_FILE}`] : []),
    ...importOf(program),
    ...HEADER,
    ...functions.flat(),
    `${isAsync ? 'async ' : ''}def main(n):`,
    '    x = n',
    '    try:',
    '        x = n',
    ...main.lines,
    '    finally:',
    isAsync
      ? '        await asyncio.gather(*made, return_exceptions=True)'
      : '        hub.finish()',
    '    print("end", x)',
    '',
    isAsync ? 'asyncio.run(main(1))' : 'main(1)',
  ]);
  return sources;
}

/** Importing it takes long. */
function importOf({ flavour }: ProgramTree): readonly string[] {
  return flavour === 'tasks' ? ['import asyncio'] : [];
}

interface Placed {
  readonly tree: FunctionTree;
  readonly index: number;
}

/** Functions of one sort are called in the same ways. */
type Sort = 'plain' | 'generator' | 'coroutine';

function sortOf({ kind }: FunctionTree, flavour: Flavour): Sort {
  if (kind === 'generator') return kind;
  return flavour === 'tasks' && kind !== 'oneLine' && kind !== 'lambda' ? 'coroutine' : 'plain';
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** The lines of a function that may use those that come after it. */
function writeFunction(
  flavour: Flavour,
  { tree, index }: Placed,
  later: readonly Placed[],
  name: (placed: Placed) => string,
): string[] {
  const writer = new Writer(flavour, later, name);
  const first = writer.callee(0, 'plain');
  const value = first === undefined ? 'n + 1' : `${first}(n + 1) + n`;
  if (tree.kind === 'oneLine') return [`def f${index}(n): return ${value}`, ''];
  if (tree.kind === 'lambda') return [`f${index} = lambda n: ${value}`, ''];
  writer.isGenerator = tree.kind === 'generator';
  writer.isCoroutine = sortOf(tree, flavour) === 'coroutine';
  if (tree.kind === 'recursive') {
    const call = `${writer.isCoroutine ? 'await ' : ''}f${index}(n + 1)`;
    writer.lines.push('    if n % 3:', `        x = ${call}`);
  }
  writer.lines.push('    x = n');
  writer.block(tree.body, 1);
  if (writer.isGenerator) writer.lines.push('    yield n', '    yield x', '    return 7');
  else writer.lines.push('    return x');
  return [`${writer.isCoroutine ? 'async ' : ''}def f${index}(n):`, ...writer.lines, ''];
}

/** Writes the statements of one function. */
class Writer {
  readonly lines: string[] = [];
  isGenerator = false;
  isCoroutine = false;
  readonly #flavour: Flavour;
  readonly #later: readonly Placed[];
  readonly #name: (placed: Placed) => string;
  #loops = 0;

  constructor(flavour: Flavour, later: readonly Placed[], name: (placed: Placed) => string) {
    this.#flavour = flavour;
    this.#later = later;
    this.#name = name;
  }

  /** A function of a sort that may be called; undefined when there is none. */
  callee(number: number, sort: Sort): string | undefined {
    const all = this.#later.filter(({ tree }) => sortOf(tree, this.#flavour) === sort);
    const chosen = all[number % Math.max(all.length, 1)];
    return chosen && this.#name(chosen);
  }

  block(statements: readonly Statement[], depth: number): void {
    const before = this.lines.length;
    for (const statement of statements) this.#write(statement, depth);
    if (this.lines.length === before) this.#line(depth, 'x += 1');
  }

  #line(depth: number, line: string): void {
    this.lines.push(`${'    '.repeat(depth)}${line}`);
  }

  #write(statement: Statement, depth: number): void {
    switch (statement.kind) {
      case 'loop':
        this.#line(depth, `for i${++this.#loops} in range(${statement.times}):`);
        this.block(statement.body, depth + 1);
        return;
      case 'if':
        this.#line(depth, 'if n % 2:');
        this.block(statement.body, depth + 1);
        this.#line(depth, 'else:');
        this.block(statement.other, depth + 1);
        return;
      case 'try':
        this.#line(depth, 'try:');
        this.block(statement.body, depth + 1);
        this.#line(depth, 'except ValueError:');
        this.block(statement.handler, depth + 1);
        this.#line(depth, 'finally:');
        this.block(statement.last, depth + 1);
        return;
      case 'with':
        this.#line(depth, 'with Room():');
        this.block(statement.body, depth + 1);
        return;
      case 'generator': {
        const generator = this.callee(statement.callee, 'generator');
        if (generator === undefined) return;
        this.#line(depth, `for y in ${generator}(n):`);
        this.block(statement.body, depth + 1);
        return;
      }
      default:
        for (const line of this.#plainLines(statement)) this.#line(depth, line);
    }
  }

  /** The lines of a statement that has no others within. */
  #plainLines(statement: Statement): readonly string[] {
    switch (statement.kind) {
      case 'assign':
        return ['x = n + 3'];
      case 'print':
        return ['print("x", x, n)'];
      case 'raise':
        return ['if n % 2:', '    raise ValueError(n)'];
      case 'back':
        if (this.isGenerator) return ['x = yield n'];
        return SWITCHES[this.#flavour](this.isCoroutine, 'x = hub.back(n) or 0');
      case 'switch':
        if (this.#flavour !== 'greenlets') return SWITCHES[this.#flavour](this.isCoroutine, '');
        return ['if made:', '    x = made.pop(0).switch(n) or 0'];
      case 'throw':
        if (this.#flavour === 'tasks') return ['if made:', '    made[-1].cancel()'];
        return ['if made:', '    x = made[0].throw(ValueError(n)) or 0'];
      case 'delegate': {
        const generator = this.callee(statement.callee, 'generator');
        if (generator === undefined) return ['x += n'];
        return [this.isGenerator ? `x = yield from ${generator}(n)` : `x = sum(${generator}(n))`];
      }
      default: {
        const number = 'callee' in statement ? statement.callee : 0;
        const coroutine = this.isCoroutine ? this.callee(number, 'coroutine') : undefined;
        if (coroutine !== undefined) {
          return awaitsOf(coroutine)[statement.kind] ?? [`x = await ${coroutine}(n)`];
        }
        const callee = this.callee(number, 'plain');
        if (callee === undefined) return ['x += n'];
        const uses = usesOf(callee);
        const inThreads = this.#flavour === 'threads' ? THREADS[statement.kind] : undefined;
        return inThreads?.(callee) ?? uses[statement.kind] ?? [];
      }
    }
  }
}

/** How control is given to others. */
const SWITCHES: Record<Flavour, (isCoroutine: boolean, line: string) => readonly string[]> = {
  greenlets: (_, line) => [line],
  threads: () => ['x = hub.turn(n)'],
  tasks: isCoroutine => [isCoroutine ? 'await asyncio.sleep(0)' : 'x = n + 3'],
};

const THREADS: Readonly<Record<string, (callee: string) => readonly string[]>> = {
  greenlet: callee => [`x = hub.thread(${callee}, n)`],
  afterSwitch: callee => [`x = ${callee}(hub.turn(n))`],
  pause: callee => [`x = hub.turn(hub.thread(${callee}, n))`],
};

/** The lines that await a coroutine in one way or another. */
function awaitsOf(coroutine: string): Readonly<Record<string, readonly string[]>> {
  return {
    nested: [`x = await ${coroutine}(n) + await ${coroutine}(n + 1)`],
    greenlet: [`x = await asyncio.create_task(${coroutine}(n))`],
    pause: [`x = await asyncio.shield(${coroutine}(n))`],
    byLibrary: [`x = await asyncio.wait_for(${coroutine}(n), 100)`],
    sorted: [`made.append(asyncio.create_task(${coroutine}(n)))`],
    map: [`x = sum(await asyncio.gather(${coroutine}(n), ${coroutine}(n + 1)))`],
    comprehension: [`x = sum([await ${coroutine}(y) for y in range(2)])`],
    lambda: [`x = await (lambda n: ${coroutine}(n))(n)`],
  };
}

/** The lines that use a function in one way or another. */
function usesOf(callee: string): Readonly<Record<string, readonly string[]>> {
  return {
    call: [`x = ${callee}(n)`],
    nested: [`x = ${callee}(n) + ${callee}(n + 1)`],
    greenlet: [`made.append(hub.make(${callee}))`, 'x = made[-1].switch(n) or 0'],
    afterSwitch: [`made.append(hub.make(${callee}))`, `x = ${callee}(made[-1].switch(n) or 0)`],
    pause: [`x = hub.pause(${callee}, n)`],
    byLibrary: [`x = hub.call(${callee}, n)`],
    sorted: [`x = sorted([n, 2], key=${callee})[0]`],
    map: [`x = sum(map(${callee}, [n, 2]))`],
    comprehension: [`x = sum([${callee}(y) for y in range(2)])`],
    lambda: [`x = (lambda n: ${callee}(n))(n)`],
    class: ['class Made:', `    x = ${callee}(n)`],
  };
}
