import path from 'node:path';
import type { Step } from '../setup/steps.ts';
import { buildPythonStep } from './buildPython.ts';
import { configureStep } from './cpython.ts';
import { crossCompilerStep } from './crossCompiler.ts';
import { cxxRuntimeStep } from './cxxRuntime.ts';
import { greenletStep } from './greenletModule.ts';
import { librarySteps } from './libraries.ts';
import { linkSteps } from './link.ts';
import { packageModulesStep } from './packageModules.ts';
import { compileStep, profileStep } from './profile.ts';
import { standardLibraryStep } from './standardLibrary.ts';
import type { PythonWorkspace, Workspace } from './workspace.ts';

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

/**
 * All steps of a version of WASIX Python, in order. They begin with those that are the same for
 * every version: the cross compiler's and those of the libraries.
 */
export async function pythonSteps(workspace: PythonWorkspace): Promise<Step[]> {
  const ofVersion = [
    await buildPythonStep(workspace),
    await configureStep(workspace),
    await packageModulesStep(workspace),
    await profileStep(workspace),
    compileStep(workspace),
    await greenletStep(workspace),
    ...(await linkSteps(workspace)),
    await standardLibraryStep(workspace),
  ];
  return [
    ...(await toolchainSteps(workspace)),
    ...(await librarySteps(workspace)),
    ...ofVersion.map(step => ({ ...step, title: `${step.title} (${workspace.version})` })),
  ];
}
