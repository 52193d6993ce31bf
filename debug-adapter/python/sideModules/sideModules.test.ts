import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { BinaryReader } from '../../runtime/binaryReader.ts';
import { defaultVersion } from '../../session/python/versions.ts';
import { withRuntimePaths } from './runtimePath.ts';
import { installTestModules, type TestModules, testModulesOrSkip } from './test/testModules.ts';

/** What a linker at run time calls in each module. */
const LINKERS_EXPORTS = [
  ...['__wasm_call_ctors', '__wasm_apply_data_relocs', '__wasm_init_tls'],
  ...['__tls_base', '__tls_size', '__tls_align'],
];

/** Subsections of `dylink.0`, and flags in them (WebAssembly's tool-conventions, DynamicLinking.md). */
const NEEDED = 2;
const EXPORT_INFO = 3;
const IMPORT_INFO = 4;
const RUNTIME_PATH = 5;
const BINDING_WEAK = 0x1;
const THREAD_LOCAL = 0x100;
const UNDEFINED = 0x10;

function modulesOrSkip(t: TestContext): Promise<TestModules | undefined> {
  return testModulesOrSkip(t, defaultVersion());
}

/** The parts of `dylink.0`, by their kinds. */
function subsections(module: WebAssembly.Module): Map<number, BinaryReader> {
  const sections = WebAssembly.Module.customSections(module, 'dylink.0');
  assert.equal(sections.length, 1);
  const reader = new BinaryReader(new Uint8Array(sections[0]!));
  const found = new Map<number, BinaryReader>();
  while (!reader.isAtEnd) found.set(reader.unsigned(), reader.part());
  return found;
}

function textsIn(module: WebAssembly.Module, kind: number): string[] {
  const reader = subsections(module).get(kind);
  return reader?.vector(() => reader.name()) ?? [];
}

async function load(file: string): Promise<WebAssembly.Module> {
  return new WebAssembly.Module(new Uint8Array(await readFile(file)));
}

function exportsOf(module: WebAssembly.Module): string[] {
  return WebAssembly.Module.exports(module).map(({ name }) => name);
}

function importsOf(module: WebAssembly.Module): string[] {
  return WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`);
}

test('each side module offers what a linker at run time calls, and imports what it has not', async t => {
  const modules = await modulesOrSkip(t);
  if (modules === undefined) return;
  for (const file of [...modules.extensions, modules.catcher, modules.library]) {
    const module = await load(file);
    const exported = exportsOf(module);
    const missing = LINKERS_EXPORTS.filter(name => !exported.includes(name));
    assert.deepEqual(missing, [], path.basename(file));
    const imported = importsOf(module);
    for (const name of ['memory', '__indirect_function_table', '__memory_base', '__table_base']) {
      assert.ok(imported.includes(`env.${name}`), `${path.basename(file)}: ${name}`);
    }
  }
});

test('variables of a thread in other modules are looked up, whether errno or of C++', async t => {
  const modules = await modulesOrSkip(t);
  if (modules === undefined) return;
  const plain = modules.extensions.find(file => path.basename(file).startsWith('plain.'))!;
  assert.ok(importsOf(await load(plain)).includes('GOT.mem.errno'));

  const [library, catcher] = [await load(modules.library), await load(modules.catcher)];
  const depth = '_ZN7thrower5depthE';
  const reader = subsections(library).get(EXPORT_INFO)!;
  const flags = new Map(reader.vector(() => [reader.name(), reader.unsigned()] as const));
  assert.equal(flags.get(depth)! & THREAD_LOCAL, THREAD_LOCAL);
  assert.ok(importsOf(catcher).includes(`GOT.mem.${depth}`));
});

test('what two modules have inline is imported by both, so that it can be one', async t => {
  const modules = await modulesOrSkip(t);
  if (modules === undefined) return;
  for (const file of [modules.library, modules.catcher]) {
    const module = await load(file);
    const [exported, imported] = [exportsOf(module), importsOf(module)];
    const [typeinfo, what] = ['_ZTIN7thrower7TroubleE', '_ZNK7thrower7Trouble4whatEv'];
    assert.ok(exported.includes(typeinfo) && imported.includes(`GOT.mem.${typeinfo}`));
    assert.ok(exported.includes(what) && imported.includes(`env.${what}`));
    assert.ok(imported.includes('env.__cpp_exception'));
  }
});

test('what may be missing is told from what must not be', async t => {
  const modules = await modulesOrSkip(t);
  if (modules === undefined) return;
  const plain = modules.extensions.find(file => path.basename(file).startsWith('plain.'))!;
  const reader = subsections(await load(plain)).get(IMPORT_INFO)!;
  const flags = new Map(
    reader.vector(() => [`${reader.name()}.${reader.name()}`, reader.unsigned()] as const),
  );
  const isOptional = BINDING_WEAK | UNDEFINED;
  for (const name of ['function_that_may_be_missing', 'variable_that_may_be_missing']) {
    assert.equal(flags.get(`env.${name}`)! & isOptional, isOptional, name);
  }
  assert.ok(!flags.has('env.PyUnicode_FromString'));
});

test('a module names the libraries it needs, and where they are', async t => {
  const modules = await modulesOrSkip(t);
  if (modules === undefined) return;
  const catcher = await load(modules.catcher);
  assert.deepEqual(textsIn(catcher, NEEDED), ['libthrower.so']);
  assert.deepEqual(textsIn(catcher, RUNTIME_PATH), ['$ORIGIN/catcher.libs']);
  assert.deepEqual(textsIn(await load(modules.library), NEEDED), []);
});

test('paths of any length can be added to a module', async t => {
  const modules = await modulesOrSkip(t);
  if (modules === undefined) return;
  const linked = await readFile(modules.library);
  assert.equal(withRuntimePaths(linked, []), linked);
  const paths = ['$ORIGIN', `/${'long/'.repeat(5000)}`, '/ä'];
  const module = new WebAssembly.Module(new Uint8Array(withRuntimePaths(linked, paths)));
  assert.deepEqual(textsIn(module, RUNTIME_PATH), paths);
  assert.deepEqual(exportsOf(module), exportsOf(await load(modules.library)));
});

test('the names are those by which Python finds them', async t => {
  const modules = await modulesOrSkip(t);
  if (modules === undefined) return;
  const folder = await mkdtemp(path.join(tmpdir(), 'side-modules-'));
  t.after(() => rm(folder, { recursive: true }));
  await installTestModules(modules, folder);
  const tag = `cpython-${defaultVersion().replace('.', '')}-wasm32-wasi-threads`;
  const names = await readdir(folder);
  assert.ok(names.includes(`plain.${tag}.so`) && names.includes(`catcher.${tag}.so`));
  assert.deepEqual(await readdir(path.join(folder, 'catcher.libs')), ['libthrower.so']);
});
