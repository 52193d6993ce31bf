import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { RAISED } from './noProcesses.ts';
import { NOT_BUILT } from './unavailableImport.ts';

const CLI = path.resolve(import.meta.dirname, '../../../dist/cli.js');

/** Calls of what needs more than a program's name, or fails later than it is made. */
const CALLS: Readonly<Record<string, string>> = {
  'multiprocessing.Process': '().start()',
  'multiprocessing.Event': '()',
  'multiprocessing.Lock': '()',
  'multiprocessing.Manager': '()',
  'multiprocessing.Pool': '(1)',
  'multiprocessing.Queue': '()',
  'multiprocessing.Semaphore': '()',
  'concurrent.futures.ProcessPoolExecutor': '(1)',
  'os.fork': '()',
  'os.posix_spawn': '("/bin/true", ["true"], {})',
  'os.posix_spawnp': '("true", ["true"], {})',
  'os.spawnl': '(os.P_WAIT, "/bin/true", "true")',
  'os.spawnv': '(os.P_WAIT, "/bin/true", ["true"])',
  'os.execl': '("/bin/true", "true")',
  'os.execlp': '("true", "true")',
  'os.execle': '("/bin/true", "true", {})',
  'os.execlpe': '("true", "true", {})',
  'os.execv': '("/bin/true", ["true"])',
  'os.execvp': '("true", ["true"])',
  'os.execve': '("/bin/true", ["true"], {})',
  'os.execvpe': '("true", ["true"], {})',
  'pty.fork': '()',
};

/** Runs statements in WASIX Python, each by itself. @returns what each of them raised. */
function raisedBy(statements: readonly string[]): string[] {
  const program = `
import asyncio, os
for statement in ${JSON.stringify(statements)}:
    try:
        exec(statement)
        print("nothing")
    except BaseException as error:
        print(type(error).__name__)
`;
  const { stdout } = spawnSync(process.execPath, [CLI, '-c', program], { encoding: 'utf8' });
  return stdout.trim().split('\n');
}

test('What is told to need processes raises in WASIX Python what is told', () => {
  const names = [...RAISED.keys()];
  const statements = names.map(name => {
    const call = `${name}${CALLS[name] ?? '("true")'}`;
    const made = name.startsWith('asyncio.') ? `asyncio.run(${call})` : call;
    return `import ${name.slice(0, name.lastIndexOf('.'))}; ${made}`;
  });
  const raised = raisedBy(statements);
  assert.deepEqual(
    Object.fromEntries(names.map((name, index) => [name, raised[index]])),
    Object.fromEntries(RAISED),
  );
});

test('The modules that are told not to be built cannot be imported in WASIX Python', () => {
  const names = [...NOT_BUILT];
  const raised = raisedBy(names.map(name => `import ${name}`));
  assert.deepEqual(
    names.map((name, index) => `${name}: ${raised[index]}`),
    names.map(name => `${name}: ModuleNotFoundError`),
  );
});
