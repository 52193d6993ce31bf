import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../../session/python/versions.ts';
import type { Crate } from './crate.ts';
import { versionFolder } from './versionFolder.ts';

/** Where crates are that PyO3 is made of. */
export interface CrateSources {
  /** The source of Rust. */
  readonly tree: string;
  /** Where Debian's packages have crates. */
  readonly registry: string;
}

/** The version of PyO3, by its first numbers. */
const PYO3 = '0.28';

/** Up from Rust 1.85, as PyO3's own build script has it. */
const CFG = ['fn_ptr_eq'];

async function ofPyO3({ registry }: CrateSources, name: string, crate: Partial<Crate>) {
  const folder = await versionFolder(registry, name, PYO3);
  const environment = { CARGO_PKG_VERSION: path.basename(folder).slice(name.length + 1) };
  return {
    edition: '2021' as const,
    ...crate,
    name: name.replaceAll('-', '_'),
    source: path.join(folder, 'src/lib.rs'),
    environment: { ...environment, ...crate.environment },
  };
}

/**
 * The crates of PyO3's macros, for this machine.
 * @param generated a folder with what their build scripts write.
 */
export async function macroCrates(sources: CrateSources, generated: string): Promise<Crate[]> {
  const vendored = async (name: string, version: string, crate: Partial<Crate>) => ({
    edition: '2018' as const,
    ...crate,
    name: name.replaceAll('-', '_'),
    source: path.join(
      await versionFolder(path.join(sources.tree, 'vendor'), name, version),
      'src/lib.rs',
    ),
  });
  return [
    await vendored('unicode-ident', '1', {}),
    await vendored('proc-macro2', '1', {
      edition: '2021',
      features: ['proc-macro', 'default'],
      cfg: ['wrap_proc_macro'],
      uses: ['unicode_ident', 'proc_macro'],
    }),
    await vendored('quote', '1', { features: ['proc-macro', 'default'], uses: ['proc_macro2'] }),
    await vendored('syn', '2', {
      edition: '2021',
      features: [
        ...['derive', 'parsing', 'printing', 'clone-impls', 'full', 'extra-traits', 'visit-mut'],
        ...['proc-macro', 'default'],
      ],
      uses: ['proc_macro2', 'quote', 'unicode_ident'],
    }),
    await vendored('heck', '0.5', { edition: '2021' }),
    {
      name: 'target_lexicon',
      source: path.join(await targetLexicon(sources), 'src/lib.rs'),
      edition: '2018',
      features: ['default'],
      environment: { OUT_DIR: generated },
    },
    await ofPyO3(sources, 'pyo3-build-config', {
      features: ['default', 'resolve-config'],
      uses: ['target_lexicon'],
      environment: { OUT_DIR: generated },
    }),
    await ofPyO3(sources, 'pyo3-macros-backend', {
      cfg: CFG,
      uses: ['heck', 'proc_macro2', 'pyo3_build_config', 'quote', 'syn'],
    }),
    await ofPyO3(sources, 'pyo3-macros', {
      uses: ['proc_macro2', 'pyo3_macros_backend', 'quote', 'syn', 'proc_macro'],
      isOfMacros: true,
    }),
  ];
}

/** The folder of the crate that knows names of machines. */
export function targetLexicon({ registry }: CrateSources): Promise<string> {
  return versionFolder(registry, 'target-lexicon', '0.13');
}

/** Writes what the build script of PyO3's configuration does: the oldest Python that macros are for. */
export async function writeConfiguration(generated: string, oldest: PythonVersion): Promise<void> {
  await mkdir(generated, { recursive: true });
  const lines = [
    ...['implementation=CPython', `version=${oldest}`, 'shared=true', 'abi3=false'],
    ...['pointer_width=32', 'build_flags=', 'suppress_build_script_link_lines=true', ''],
  ];
  await writeFile(path.join(generated, 'pyo3-build-config-file.txt'), lines.join('\n'));
  await writeFile(path.join(generated, 'pyo3-build-config.txt'), '');
}

/** The oldest minor version of Python 3 that PyO3 knows. */
const OLDEST_MINOR = 7;

/** PyO3 itself for a version of Python. */
export async function pyo3Crates(sources: CrateSources, python: PythonVersion): Promise<Crate[]> {
  const minor = Number(python.split('.')[1]);
  const versions = Array.from({ length: minor - OLDEST_MINOR + 1 }, (_, index) => {
    return `Py_3_${OLDEST_MINOR + index}`;
  });
  const cfg = [...versions, ...CFG];
  const libc = await versionFolder(path.join(sources.tree, 'vendor'), 'libc', '0.2');
  const onceCell = await versionFolder(sources.registry, 'once_cell', '1');
  return [
    {
      name: 'libc',
      source: path.join(libc, 'src/lib.rs'),
      edition: '2021',
      features: ['std', 'default'],
    },
    {
      name: 'once_cell',
      source: path.join(onceCell, 'src/lib.rs'),
      edition: '2021',
      features: ['alloc', 'default', 'race', 'std'],
    },
    await ofPyO3(sources, 'pyo3-ffi', {
      features: ['default', 'extension-module'],
      cfg,
      uses: ['libc'],
    }),
    await ofPyO3(sources, 'pyo3', {
      features: ['macros', 'extension-module'],
      cfg,
      uses: ['libc', 'once_cell', 'pyo3_ffi', 'pyo3_macros'],
    }),
  ];
}
