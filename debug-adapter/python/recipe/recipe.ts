import path from 'node:path';
import type { Step } from '../setup/steps.ts';
import { buildPythonStep } from './buildPython.ts';
import { cpythonSteps } from './cpython.ts';
import { crossCompilerStep } from './crossCompiler.ts';
import { cxxRuntimeStep } from './cxxRuntime.ts';
import { greenletStep } from './greenletModule.ts';
import { librarySteps } from './libraries.ts';
import { linkSteps } from './link.ts';
import { packageModulesStep } from './packageModules.ts';
import { standardLibraryStep } from './standardLibrary.ts';
import type { Workspace } from './workspace.ts';

/** What lock.json calls the downloads that the cross compiler is made of. */
export const TOOLCHAIN_SOURCES = ['wasix-libc', 'llvm'];

/** The files of this project that determine the cross compiler. */
export const TOOLCHAIN_FILES = [
  'compilation.ts',
  'crossCompiler.ts',
  'cxxRuntime.ts',
  'libcxx_config_site.h',
].map(name => path.join(import.meta.dirname, name));

/** The steps that make the cross compiler. */
export async function toolchainSteps(workspace: Workspace): Promise<Step[]> {
  return [await crossCompilerStep(workspace), await cxxRuntimeStep(workspace)];
}

/** All steps of WASIX Python, in order. They begin with the cross compiler's. */
export async function pythonSteps(workspace: Workspace): Promise<Step[]> {
  return [
    ...(await toolchainSteps(workspace)),
    await buildPythonStep(workspace),
    ...(await librarySteps(workspace)),
    ...(await cpythonSteps(workspace)),
    await greenletStep(workspace),
    await packageModulesStep(workspace),
    ...(await linkSteps(workspace)),
    await standardLibraryStep(workspace),
  ];
}
