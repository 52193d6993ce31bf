import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../setup/command.ts';
import type { Step } from '../setup/steps.ts';
import { cpythonBuild, linkedLibraries } from './cpython.ts';
import { compilerFolder, compilersIn } from './crossCompiler.ts';
import { CXX_RUNTIME_LIBRARY } from './cxxRuntime.ts';
import { interpreterObjects } from './greenletModule.ts';
import { cxxNames, libcNames } from './libcNames.ts';
import { packageModuleObjects } from './packageModules.ts';
import { moveExports } from './symbolsSection.ts';
import { digestOfFiles, type PythonWorkspace, versionFolder } from './workspace.ts';

const MEBIBYTE = 1024 * 1024;

/** The shadow stack: enough for CPython's C-recursion limit. */
const STACK_SIZE = 8 * MEBIBYTE;

/** The host has to bring at least this much memory (320 pages). */
const INITIAL_MEMORY = 20 * MEBIBYTE;

/** The largest python.wasm that the project ships, in bytes. */
const LARGEST_MODULE = 8_900_000;

/** What the host needs of the module. */
const NEEDED_EXPORTS = [
  '_start',
  'memory',
  '__indirect_function_table',
  '__stack_pointer',
  '__tls_base',
  '__wasm_signal',
  'wasi_thread_start',
  'wasix_scheduling',
];

const FEATURES = [
  'bulk-memory',
  'exception-handling',
  'multivalue',
  'mutable-globals',
  'nontrapping-float-to-int',
  'reference-types',
  'sign-ext',
  'threads',
];

/** What the steps of this file make. */
export function linkedModule(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'linked', 'python.wasm');
}

function linkedOnly(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'linked', 'unoptimised.wasm');
}

/**
 * Links an interpreter.
 *
 * @param build where CPython was compiled.
 * @param objects the interpreter's own part, and what else belongs to it.
 * @param module what it makes.
 */
export async function linkInterpreter(
  workspace: PythonWorkspace,
  {
    build,
    objects,
    module,
  }: Readonly<Record<'build' | 'module', string>> & {
    readonly objects: readonly string[];
  },
  logFile: string,
): Promise<void> {
  await mkdir(path.dirname(module), { recursive: true });
  const exported = [
    ...(await libcNames(workspace, objects, logFile)),
    ...(await cxxNames(workspace, logFile)),
  ];
  const names = `${module}.exports`;
  await writeFile(names, exported.map(name => `--export-if-defined=${name}\n`).join(''));
  await run(
    compilersIn(compilerFolder(workspace)).c,
    [
      '-z',
      `stack-size=${STACK_SIZE}`,
      // wasm-opt leaves out half of its passes where there is debug information (libc has some).
      '-Wl,--strip-debug',
      '-Wl,--stack-first',
      `-Wl,--initial-memory=${INITIAL_MEMORY}`,
      '-Wl,--export=wasix_scheduling,--export=__tls_size',
      // For modules that are loaded while the program runs: Python's interface, all of libc, what is common in C++.
      '-Wl,--growable-table,--export-dynamic,--export=__cpp_exception,--export=__c_longjmp',
      '-Wl,--export=_Unwind_CallPersonality,--export=__wasm_lpad_context',
      `-Wl,@${names}`,
      ...objects,
      ...packageModuleObjects(workspace),
      `libpython${workspace.version}.a`,
      ...(await linkedLibraries(build, logFile)),
      `-l${CXX_RUNTIME_LIBRARY}`,
      '-lwasi-emulated-mman',
      '-o',
      module,
    ],
    { cwd: build, logFile },
  );
}

async function link(workspace: PythonWorkspace, logFile: string): Promise<void> {
  const objects = await interpreterObjects(workspace);
  const [build, module] = [cpythonBuild(workspace), linkedOnly(workspace)];
  await linkInterpreter(workspace, { build, objects, module }, logFile);
}

function checkModule(module: Buffer, workspace: PythonWorkspace): void {
  const exported = new Set(
    WebAssembly.Module.exports(new WebAssembly.Module(new Uint8Array(module))).map(
      ({ name }) => name,
    ),
  );
  const missing = NEEDED_EXPORTS.filter(name => !exported.has(name));
  if (missing.length > 0) {
    throw new Error(`python.wasm does not export ${missing.join(', ')}; correct the link flags`);
  }
  if (module.includes(workspace.folder)) {
    throw new Error(
      `python.wasm contains the path ${workspace.folder}; compile by relative paths what has it`,
    );
  }
  if (module.length > LARGEST_MODULE) {
    throw new Error(
      `python.wasm has ${module.length} bytes, more than ${LARGEST_MODULE}; leave something out`,
    );
  }
}

/**
 * Makes the module smaller, and leaves its functions as clang has laid them out by the profile: what
 * else `wasm-opt -O2` does saves another 4 %, and costs some 2 % of the speed. The functions keep
 * their names: native frames are read by them.
 */
async function makeSmaller(workspace: PythonWorkspace, logFile: string): Promise<void> {
  const module = linkedModule(workspace);
  const features = FEATURES.map(feature => `--enable-${feature}`);
  await run(
    'wasm-opt',
    [
      ...[
        '--duplicate-function-elimination',
        '--memory-packing',
        '--remove-unused-module-elements',
      ],
      ...['--debuginfo', '--strip-producers', '--strip-target-features', ...features],
      ...[linkedOnly(workspace), '-o', module],
    ],
    { logFile },
  );
  const binary = await readFile(module);
  await writeFile(module, moveExports(binary, new Set(NEEDED_EXPORTS)));
  checkModule(await readFile(module), workspace);
}

/** The steps that link python.wasm and make it small. */
export async function linkSteps(workspace: PythonWorkspace): Promise<Step[]> {
  const files = ['link', 'libcNames', 'symbolsSection'].map(name =>
    path.join(import.meta.dirname, `${name}.ts`),
  );
  const recipe = await digestOfFiles(files);
  return [
    { title: 'Link', inputs: [recipe], run: logFile => link(workspace, logFile) },
    { title: 'Make smaller', inputs: [], run: logFile => makeSmaller(workspace, logFile) },
  ];
}
