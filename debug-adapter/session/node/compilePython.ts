/**
 * A program that has the interpreter's machine code made and kept (see `codeTraining.ts` and
 * `compiledCode.ts`), so that Python starts and computes faster. The engine learns from
 * `train-python.py`, and then what `compile-python.py` calls is compiled, too.
 * Its argument is the version of Python.
 * It ends at once when another process is at it, and where the engine cannot keep code.
 */
import fs from 'node:fs';
import path from 'node:path';
import { CodeTraining } from '../../runtime/node/codeTraining.ts';
import { canKeepCompiled, keepCompiled } from '../../runtime/node/compiledCode.ts';
import { endProcess } from '../../runtime/node/endProcess.ts';
import { GuestWorker } from '../../runtime/node/guestWorker.ts';
import { prepareProgram } from '../../runtime/node/programFiles.ts';
import { pythonGuest } from '../python/interpreter.ts';
import { PYTHON_VERSIONS } from '../python/versions.ts';
import { distributionFolder, findPython, type PythonDistribution } from './distribution.ts';
import { ensureNode } from './ensureNode.ts';
import { pythonCodeFile } from './pythonCode.ts';

/** After so long, in milliseconds, whoever holds the lock has died. */
const LONGEST_COMPILATION = 600_000;

/** Takes the lock. @returns what gives it back; undefined when another process has it. */
function tryLock(file: string): (() => void) | undefined {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const age = Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LONGEST_COMPILATION) fs.rmSync(file, { force: true });
    fs.closeSync(fs.openSync(file, 'wx'));
    return () => fs.rmSync(file, { force: true });
  } catch {
    return undefined;
  }
}

/** Runs one of the programs beside this one. @returns whether it came to its end. */
function run(python: PythonDistribution, program: string): Promise<boolean> {
  const file = path.join(distributionFolder(), program);
  const guest = new GuestWorker({
    ...pythonGuest(python, {
      args: ['-c', fs.readFileSync(file, 'utf8')],
      env: {},
      cwd: '/tmp',
      mounts: [],
      network: 'loopback',
      packages: [],
    }),
    codeFile: undefined,
    output: 'inherit',
  });
  guest.on('inputWanted', () => guest.writeInput(undefined));
  return new Promise(resolve =>
    guest.on('ended', end => resolve(end.kind === 'exited' && end.code === 0)),
  );
}

async function compile(python: PythonDistribution): Promise<boolean> {
  const { binary, stamp } = await prepareProgram({ program: python.interpreter }).content;
  const training = await CodeTraining.begin(binary);
  if (!(await run(python, 'train-python.py'))) return false;
  training.compileTheRest();
  if (!(await run(python, 'compile-python.py'))) return false;
  training.end();
  keepCompiled(training.module, pythonCodeFile(python), stamp);
  return true;
}

const wanted = PYTHON_VERSIONS.find(version => version === process.argv[2]);
const python = findPython(wanted);
if (!canKeepCompiled()) {
  console.error(
    `Python's machine code cannot be kept: Node ${process.versions.node} offers no way to, as Node 24 does. ` +
      'Programs start as ever.',
  );
  process.exitCode = 1;
} else if (python !== undefined && ensureNode()) {
  const unlock = tryLock(`${pythonCodeFile(python)}.lock`);
  if (unlock !== undefined) {
    const isDone = await compile(python).finally(unlock);
    endProcess(isDone ? 0 : 1);
  }
}
