import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import v8 from 'node:v8';
import vm from 'node:vm';
import { importedMemoryLimits } from '../runtime/moduleMemory.ts';
import { GuestWorker } from '../runtime/node/guestWorker.ts';
import { findPython, type PythonDistribution } from '../session/node/distribution.ts';
import { pythonGuest } from '../session/python/interpreter.ts';
import { functionPointers, type ObjectKind } from './test/objectLayout.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');
const SCRIPTS = path.join(import.meta.dirname, 'test');

/** Of the type reflection proposal for WebAssembly. */
interface TypedFunction {
  type(): { readonly parameters: string[]; readonly results: string[] };
}

/** The types of a program's functions by their numbers in its table. */
function tableTypes(program: string): (string | undefined)[] {
  // The flag counts for contexts that are made from then on.
  v8.setFlagsFromString('--experimental-wasm-type-reflection');
  const wasm: typeof WebAssembly = vm.runInNewContext('WebAssembly');
  const binary = fs.readFileSync(program);
  const module = new wasm.Module(binary);
  const { initial = 0, maximum = 0 } = importedMemoryLimits(binary) ?? {};
  const memory = new wasm.Memory({ initial, maximum, shared: true });
  const imports: WebAssembly.Imports = {};
  for (const { module: family, name, kind } of wasm.Module.imports(module)) {
    imports[family] ??= {};
    imports[family][name] = kind === 'memory' ? memory : () => 0;
  }
  const { exports } = new wasm.Instance(module, imports);
  const table = exports.__indirect_function_table as WebAssembly.Table;
  return Array.from({ length: table.length }, (_, index) => {
    const entry = table.get(index) as TypedFunction | null;
    if (entry === null) return undefined;
    const { parameters, results } = entry.type();
    return `(${parameters.join(', ')}) -> ${results.join(', ') || 'nothing'}`;
  });
}

/** Runs a program that lists objects, and looks at its memory while they are alive. */
async function whileListed<Result>(
  python: PythonDistribution,
  look: (memory: WebAssembly.Memory, lines: string[]) => Result,
): Promise<Result> {
  const mount = { kind: 'directory', point: SCRIPTS, source: SCRIPTS, isReadOnly: true } as const;
  const guest = new GuestWorker({
    ...pythonGuest(python, {
      args: [path.join(SCRIPTS, 'list_functions.py')],
      env: {},
      cwd: '/tmp',
      mounts: [mount],
      network: 'off',
      packages: [],
    }),
    output: 'message',
  });
  try {
    let said = '';
    await new Promise<void>((resolve, reject) => {
      guest.on('output', (stream, bytes) => {
        if (stream === 'stdout') said += Buffer.from(bytes).toString();
        if (said.endsWith('\nend\n')) resolve();
      });
      guest.on('ended', () => reject(new Error(`the list has no end: ${said.slice(-2000)}`)));
    });
    return look(guest.memory as WebAssembly.Memory, said.split('\n').slice(0, -2));
  } finally {
    await guest.terminate();
  }
}

describe('functions in C that Python calls through pointers', () => {
  // WebAssembly looks at a function's type at each such call, and ends the program
  // if it is another. Natively most such calls go well, and nobody notices.
  test('have the types with which they are called', async () => {
    const python = findPython() as PythonDistribution;
    const types = tableTypes(python.interpreter);
    const wrong: string[] = [];
    const counts: Record<string, number> = {};
    await whileListed(python, (memory, lines) => {
      const words = new Uint32Array(memory.buffer);
      for (const line of lines) {
        const [kind, address, name] = line.split(' ') as [ObjectKind, string, string];
        for (const { field, target, call } of functionPointers(words, kind, Number(address))) {
          // Behind the program's own functions are those of modules that it has loaded.
          if (target >= types.length) continue;
          counts[kind] = (counts[kind] ?? 0) + 1;
          if (types[target] !== call) {
            wrong.push(`${name} ${field}: called as ${call}, is ${types[target]}`);
          }
        }
      }
    });
    assert.deepEqual(wrong, []);
    const kinds = ['type', 'module', 'method', 'getset', 'function', 'callable'];
    for (const kind of kinds) assert.ok((counts[kind] ?? 0) > 50, `${kind}: ${counts[kind]}`);
  });

  test('a methodcaller that is part of a cycle is collected', () => {
    const program = `
import gc, operator
class Argument:
    def __del__(self): print("collected")
# A dict is looked after from its first such value on, so the caller is cleared first.
arguments = {}
caller = operator.methodcaller("run", arguments, Argument())
arguments["caller"] = caller
del arguments, caller
gc.collect()`;
    const { stdout, stderr } = spawnSync(process.execPath, [CLI, '-c', program], {
      encoding: 'utf8',
    });
    assert.deepEqual([stdout, stderr], ['collected\n', '']);
  });
});
