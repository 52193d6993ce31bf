import path from 'node:path';
import * as esbuild from 'esbuild';
import { compileGuestProgram } from '../../debug-adapter/python/toolchain.ts';

const root = path.resolve(import.meta.dirname, '../..');

const RUNTIME = path.join(root, 'debug-adapter/runtime');

const STAND_INS = path.join(RUNTIME, 'browser/test/standIns');

/** The runtime's own tests that need nothing of Node but to be told of and to compare. */
const TESTS = [
  'contexts',
  'delegate',
  'descriptors/descriptorTable',
  'descriptors/messageChannel',
  'filesystem/subtree',
  'linking/closures',
  'linking/dynamicCalls',
  'linking/linker',
  'moduleMemory',
  'scheduling/stackThreads',
  'supportModule',
  'suspendOnDemand',
  'switchLog',
  'syscalls/syscalls',
  'text',
  'threadLives',
  'watching/exceptionTable',
];

/** What those run that is compiled for them. */
const GUESTS = ['contexts.c', 'context_exceptions.cpp', 'syscalls.c', 'threads.c'];

/** What stands in for modules of Node's, and for the compiler. */
const REPLACED: readonly (readonly [module: RegExp, standIn: string])[] = [
  [/^node:test$/, 'nodeTest.ts'],
  [/^node:assert\/strict$/, 'nodeAssert.ts'],
  [/^(node:)?path$/, 'nodePath.ts'],
  [/^(node:)?fs$/, 'nodeFs.ts'],
  [/^node:os$/, 'nodeOs.ts'],
  [/\/node\/hostFilesystem\.ts$/, 'nodeFs.ts'],
  [/\/python\/toolchain\.ts$/, 'toolchain.ts'],
];

const standIns: esbuild.Plugin = {
  name: 'stand-ins',
  setup(build) {
    for (const [filter, name] of REPLACED) {
      build.onResolve({ filter }, () => ({ path: path.join(STAND_INS, name) }));
    }
  },
};

/** Bundles the runtime's own tests for a web worker. @param file the bundle. */
export async function buildOwnTests(file: string): Promise<void> {
  const lines = [
    "import { tellResults } from './browser/test/ownTests.ts';",
    ...TESTS.map(name => `import './${name}.test.ts';`),
    'tellResults();',
  ];
  await esbuild.build({
    absWorkingDir: root,
    bundle: true,
    platform: 'browser',
    // Some wait for what they need while they are loaded.
    format: 'esm',
    target: 'es2024',
    sourcemap: true,
    logLevel: 'warning',
    outfile: file,
    stdin: { contents: lines.join('\n'), resolveDir: RUNTIME, loader: 'ts' },
    define: { 'import.meta.dirname': '""' },
    plugins: [standIns],
  });
}

/** The compiled guests of those tests, by the paths of their URLs. */
export async function guestsOfOwnTests(): Promise<Record<string, string>> {
  const guests: Record<string, string> = {};
  for (const name of GUESTS) {
    guests[`/guests/${name}`] = await compileGuestProgram(path.join(RUNTIME, 'test/guests', name));
  }
  return guests;
}
