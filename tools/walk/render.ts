import type { FunctionTree, ProgramTree, Statement } from './program.ts';

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
        each,
        elsewhere.filter(other => other.index > each.index),
        other => `f${other.index}`,
      ),
    );
    sources[`${OTHER_FILE}.py`] = text([...HEADER, ...lines.flat()]);
  }
  const functions = here.map(each =>
    writeFunction(
      each,
      placed.filter(other => other.index > each.index),
      name,
    ),
  );
  const main = new Writer(placed, name);
  main.block(program.main, 2);
  sources['main.py'] = text([
    ...(elsewhere.length > 0 ? [`import ${OTHER_FILE}`] : []),
    ...HEADER,
    ...functions.flat(),
    'def main(n):',
    '    x = n',
    '    try:',
    '        x = n',
    ...main.lines,
    '    finally:',
    '        hub.finish()',
    '    print("end", x)',
    '',
    'main(1)',
  ]);
  return sources;
}

interface Placed {
  readonly tree: FunctionTree;
  readonly index: number;
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** The lines of a function that may use those that come after it. */
function writeFunction(
  { tree, index }: Placed,
  later: readonly Placed[],
  name: (placed: Placed) => string,
): string[] {
  const writer = new Writer(later, name);
  const first = writer.callee(0, false);
  const value = first === undefined ? 'n + 1' : `${first}(n + 1) + n`;
  if (tree.kind === 'oneLine') return [`def f${index}(n): return ${value}`, ''];
  if (tree.kind === 'lambda') return [`f${index} = lambda n: ${value}`, ''];
  writer.isGenerator = tree.kind === 'generator';
  if (tree.kind === 'recursive') {
    writer.lines.push('    if n % 3:', `        x = f${index}(n + 1)`);
  }
  writer.lines.push('    x = n');
  writer.block(tree.body, 1);
  if (writer.isGenerator) writer.lines.push('    yield n', '    yield x', '    return 7');
  else writer.lines.push('    return x');
  return [`def f${index}(n):`, ...writer.lines, ''];
}

/** Writes the statements of one function. */
class Writer {
  readonly lines: string[] = [];
  isGenerator = false;
  readonly #later: readonly Placed[];
  readonly #name: (placed: Placed) => string;
  #loops = 0;

  constructor(later: readonly Placed[], name: (placed: Placed) => string) {
    this.#later = later;
    this.#name = name;
  }

  /** A function that may be called, generator or not; undefined when there is none. */
  callee(number: number, isGenerator: boolean): string | undefined {
    const all = this.#later.filter(({ tree }) => (tree.kind === 'generator') === isGenerator);
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
    const line = (code: string): void => this.#line(depth, code);
    switch (statement.kind) {
      case 'assign':
        return line('x = n + 3');
      case 'print':
        return line('print("x", x, n)');
      case 'raise':
        line('if n % 2:');
        return this.#line(depth + 1, 'raise ValueError(n)');
      case 'back':
        if (this.isGenerator) return line('x = yield n');
        return line('x = hub.back(n) or 0');
      case 'switch':
        line('if made:');
        return this.#line(depth + 1, 'x = made.pop(0).switch(n) or 0');
      case 'throw':
        line('if made:');
        return this.#line(depth + 1, 'x = made[0].throw(ValueError(n)) or 0');
      case 'loop':
        line(`for i${++this.#loops} in range(${statement.times}):`);
        return this.block(statement.body, depth + 1);
      case 'if':
        line('if n % 2:');
        this.block(statement.body, depth + 1);
        line('else:');
        return this.block(statement.other, depth + 1);
      case 'try':
        line('try:');
        this.block(statement.body, depth + 1);
        line('except ValueError:');
        this.block(statement.handler, depth + 1);
        line('finally:');
        return this.block(statement.last, depth + 1);
      case 'with':
        line('with Room():');
        return this.block(statement.body, depth + 1);
      case 'generator': {
        const generator = this.callee(statement.callee, true);
        if (generator === undefined) return line('x += n');
        line(`for y in ${generator}(n):`);
        return this.block(statement.body, depth + 1);
      }
      case 'delegate': {
        const generator = this.callee(statement.callee, true);
        if (generator === undefined) return line('x += n');
        return line(this.isGenerator ? `x = yield from ${generator}(n)` : `x = sum(${generator}(n))`);
      }
      default: {
        const callee = this.callee(statement.callee, false);
        return callee === undefined ? line('x += n') : this.#use(statement, callee, depth);
      }
    }
  }

  /** Uses a function that is no generator. */
  #use({ kind }: Statement, callee: string, depth: number): void {
    const line = (code: string): void => this.#line(depth, code);
    switch (kind) {
      case 'nested':
        return line(`x = ${callee}(n) + ${callee}(n + 1)`);
      case 'greenlet':
        line(`made.append(hub.make(${callee}))`);
        return line('x = made[-1].switch(n) or 0');
      case 'pause':
        return line(`x = hub.pause(${callee}, n)`);
      case 'byLibrary':
        return line(`x = hub.call(${callee}, n)`);
      case 'sorted':
        return line(`x = sorted([n, 2], key=${callee})[0]`);
      case 'map':
        return line(`x = sum(map(${callee}, [n, 2]))`);
      case 'comprehension':
        return line(`x = sum([${callee}(y) for y in range(2)])`);
      case 'lambda':
        return line(`x = (lambda n: ${callee}(n))(n)`);
      case 'class':
        line('class Made:');
        return this.#line(depth + 1, `x = ${callee}(n)`);
      default:
        return line(`x = ${callee}(n)`);
    }
  }
}
