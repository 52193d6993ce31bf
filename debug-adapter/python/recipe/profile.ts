import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { GuestOutcome } from '../../runtime/hosting/messages.ts';
import type { MountSpecification } from '../../runtime/node/guestMessages.ts';
import { GuestWorker } from '../../runtime/node/guestWorker.ts';
import { guestLibrary } from '../../session/python/versions.ts';
import { run } from '../setup/command.ts';
import type { Step } from '../setup/steps.ts';
import { compileCpython, cpythonBuild } from './cpython.ts';
import { compilerFolder, compilersIn } from './crossCompiler.ts';
import { compileInterpreter, greenletOriginal } from './greenletModule.ts';
import { linkInterpreter } from './link.ts';
import {
  digestOfFiles,
  PROJECT_SOURCES,
  type PythonWorkspace,
  sourceTree,
  versionFolder,
} from './workspace.ts';

const TRAINING = path.join(PROJECT_SOURCES, 'training');
/** What writes the counters. */
const RUNTIME = path.join(TRAINING, 'profile.c');
/** What they are counted in. */
const PROGRAM = path.join(TRAINING, 'train-python.py');

/** Has the compiler count how often each block is executed. */
const COUNTING = '-fprofile-generate -mllvm -disable-vp=true';

/** Where the counters are written to, in the guest; as in profile.c. */
const PROFILE_FOLDER = '/profile';

/** Where greenlet's modules in Python are, in the guest. */
const PACKAGES = '/packages';

/** Where the interpreter is made that counts. */
function countingFolder(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'counting');
}

function profileOf(workspace: PythonWorkspace): string {
  return path.join(countingFolder(workspace), 'python.profdata');
}

/** Flags by which the compiler makes the busy blocks fast, after the step has run. */
function flagsOf(workspace: PythonWorkspace): string {
  // Most functions of most sources are not busy, of which each would be a warning.
  const silence = '-Wno-profile-instr-unprofiled -Wno-profile-instr-out-of-date';
  return `-fprofile-use=${profileOf(workspace)} ${silence}`;
}

/** Makes an interpreter that counts. @returns its module. */
async function makeCounting(workspace: PythonWorkspace, logFile: string): Promise<string> {
  const folder = countingFolder(workspace);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // Beside the other one: its Makefile has relative paths.
  const build = `${cpythonBuild(workspace)}-counting`;
  await rm(build, { recursive: true, force: true });
  await cp(cpythonBuild(workspace), build, { recursive: true, preserveTimestamps: true });
  await compileCpython(workspace, build, COUNTING, logFile);
  const runtime = path.join(folder, 'profile.o');
  await run(compilersIn(compilerFolder(workspace)).c, ['-O2', '-c', RUNTIME, '-o', runtime], {
    logFile,
  });
  const own = await compileInterpreter(workspace, path.join(folder, 'objects'), logFile);
  const module = path.join(folder, 'python.wasm');
  await linkInterpreter(workspace, { build, objects: [...own, runtime], module }, logFile);
  await rm(build, { recursive: true, force: true });
  return module;
}

/** Runs the program that is learned from, with the library as its sources have it. */
async function count(workspace: PythonWorkspace, module: string): Promise<void> {
  const folder = (point: string, source: string, isReadOnly = true): MountSpecification => ({
    kind: 'directory',
    point,
    source,
    isReadOnly,
  });
  const guest = new GuestWorker({
    program: module,
    args: ['/usr/bin/python3', '-c', await readFile(PROGRAM, 'utf8')],
    env: {
      HOME: '/',
      PYTHONHOME: '/usr',
      PYTHONPATH: PACKAGES,
      // What is counted shall not differ from build to build by the order of sets.
      PYTHONHASHSEED: '0',
    },
    cwd: '/tmp',
    mounts: [
      folder(guestLibrary(workspace.version), path.join(sourceTree(workspace, 'cpython'), 'Lib')),
      folder(PACKAGES, path.dirname(greenletOriginal(workspace))),
      folder(PROFILE_FOLDER, countingFolder(workspace), false),
    ],
    network: 'loopback',
    output: 'inherit',
  });
  guest.on('inputWanted', () => guest.writeInput(undefined));
  const end = await new Promise<GuestOutcome>(resolve => guest.once('ended', resolve));
  if (end.kind !== 'exited' || end.code !== 0) {
    throw new Error(`the interpreter that counts ended with ${JSON.stringify(end)}`);
  }
}

/** The step that finds out which parts of the interpreter are busy. */
export async function profileStep(workspace: PythonWorkspace): Promise<Step> {
  return {
    title: 'CPython: find what is busy',
    inputs: [await digestOfFiles([import.meta.filename, RUNTIME, PROGRAM])],
    run: async logFile => {
      await count(workspace, await makeCounting(workspace, logFile));
      const counters = path.join(countingFolder(workspace), 'python.profraw');
      const args = ['merge', counters, '-o', profileOf(workspace)];
      await run('llvm-profdata-19', args, { logFile });
    },
  };
}

/** The step that compiles CPython for WASIX, as far as libpython. */
export function compileStep(workspace: PythonWorkspace): Step {
  return {
    title: 'CPython: compile',
    inputs: [],
    run: logFile => compileCpython(workspace, cpythonBuild(workspace), flagsOf(workspace), logFile),
  };
}
