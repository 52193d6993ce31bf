import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { canCompileGuestProgram, compileGuestProgram, type GuestOptions } from './toolchain.ts';

const CONTEXT_PROGRAM = `
#include <wasix/context.h>

static wasix_context_id_t context;

static void entry(void) {
  wasix_context_switch(wasix_context_main);
}

int main(void) {
  return wasix_context_create(&context, entry) || wasix_context_switch(context);
}
`;

const THROWING_PROGRAM = `
#include <stdexcept>

extern "C" __attribute__((export_name("caught"))) int caught(int value) {
  try {
    if (value > 0) throw std::runtime_error("positive");
  } catch (const std::runtime_error &) {
    return 1;
  }
  return 0;
}

int main() { return caught(0); }
`;

async function writeSource(t: TestContext, name: string, text: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guest-'));
  t.after(() => rm(folder, { recursive: true }));
  const source = path.join(folder, name);
  await writeFile(source, text);
  return source;
}

/** Compiles, or skips the test on a machine that neither has the result nor the compiler. */
async function compileOrSkip(
  t: TestContext,
  source: string,
  options: GuestOptions = {},
): Promise<WebAssembly.Module | undefined> {
  if (!(await canCompileGuestProgram(source, options))) {
    t.skip('the cross compiler is not in the cache; npm run setup puts it there');
    return undefined;
  }
  const file = await compileGuestProgram(source, options);
  assert.equal(await compileGuestProgram(source, options), file);
  return new WebAssembly.Module(new Uint8Array(await readFile(file)));
}

function importsOf(module: WebAssembly.Module): string[] {
  return WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`);
}

function exportsOf(module: WebAssembly.Module): string[] {
  return WebAssembly.Module.exports(module).map(({ name }) => name);
}

/** Imports for a program whose functions need nothing of a host but memory. */
function standInImports(module: WebAssembly.Module): WebAssembly.Imports {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  const memory = new WebAssembly.Memory({ initial: 320, maximum: 65536, shared: true });
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = kind === 'memory' ? memory : () => 0;
  }
  return imports;
}

test('a C program has the context calls, an imported memory and a table', async t => {
  const module = await compileOrSkip(t, await writeSource(t, 'contexts.c', CONTEXT_PROGRAM));
  if (module === undefined) return;
  assert.ok(importsOf(module).includes('wasix_32v1.context_create'));
  assert.ok(importsOf(module).includes('env.memory'));
  assert.ok(exportsOf(module).includes('__indirect_function_table'));
});

test('a C program may have a memory of its own', async t => {
  const source = await writeSource(t, 'contexts.c', CONTEXT_PROGRAM);
  const module = await compileOrSkip(t, source, { memory: 'own' });
  if (module === undefined) return;
  assert.ok(!importsOf(module).includes('env.memory'));
  assert.ok(exportsOf(module).includes('memory'));
});

test('a C++ program catches what it throws', async t => {
  const source = await writeSource(t, 'throwing.cpp', THROWING_PROGRAM);
  const module = await compileOrSkip(t, source);
  if (module === undefined) return;
  const { caught } = new WebAssembly.Instance(module, standInImports(module)).exports;
  assert.equal((caught as (value: number) => number)(1), 1);
  assert.equal((caught as (value: number) => number)(0), 0);
});
