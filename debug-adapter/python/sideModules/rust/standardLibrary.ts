import path from 'node:path';
import type { Crate } from './crate.ts';
import { versionFolder } from './versionFolder.ts';

/** How other crates than the library's own are told that they are a part of it. */
const OF_LIBRARY = ['core', 'compiler_builtins', 'rustc-dep-of-std'];

/** For those, stand-ins by which they use `core` and `alloc`. */
const CORE = [['core', 'rustc_std_workspace_core'], 'compiler_builtins'] as const;
const ALLOC = [...CORE, ['alloc', 'rustc_std_workspace_alloc']] as const;

/**
 * The crates of Rust's standard library, with what their manifests have for WASI, without back traces,
 * and for a panic that ends the program.
 * @param tree the source of Rust.
 */
export async function standardCrates(tree: string): Promise<Crate[]> {
  const own = (name: string, uses: Crate['uses'] = [], root = `${name}/src/lib.rs`): Crate => ({
    name: path.basename(name).replaceAll('-', '_'),
    source: path.join(tree, 'library', root),
    edition: '2021',
    uses,
  });
  const vendored = async (
    name: string,
    version: string,
    crate: Omit<Crate, 'name' | 'source'>,
  ) => ({
    ...crate,
    name: name.replaceAll('-', '_'),
    source: path.join(await versionFolder(path.join(tree, 'vendor'), name, version), 'src/lib.rs'),
    features: [...OF_LIBRARY, ...(crate.features ?? [])],
  });
  const base = ['core', 'compiler_builtins'];
  return [
    own('core'),
    await vendored('compiler_builtins', '0.1', {
      edition: '2021',
      features: ['compiler-builtins', 'default', 'unstable', 'force-soft-floats'],
      uses: ['core'],
    }),
    own('alloc', base),
    own('rustc-std-workspace-core', ['core'], 'rustc-std-workspace-core/lib.rs'),
    own('rustc-std-workspace-alloc', [...base, 'alloc'], 'rustc-std-workspace-alloc/lib.rs'),
    await vendored('cfg-if', '1', { edition: '2018', uses: CORE }),
    await vendored('libc', '0.2', {
      edition: '2021',
      features: ['align', 'rustc-std-workspace-core'],
      uses: ['rustc_std_workspace_core'],
    }),
    await vendored('wasi', '0.11', {
      edition: '2018',
      features: ['rustc-std-workspace-alloc'],
      uses: [...CORE, 'rustc_std_workspace_alloc'],
    }),
    await vendored('rustc-demangle', '0.1', { edition: '2015', uses: CORE }),
    await vendored('hashbrown', '0.15', {
      edition: '2021',
      features: ['alloc', 'nightly', 'rustc-internal-api', 'raw-entry'],
      uses: ALLOC,
    }),
    {
      ...own('std_detect', [...ALLOC, 'cfg_if'], 'stdarch/crates/std_detect/src/lib.rs'),
      features: [...OF_LIBRARY, 'alloc'],
    },
    own('unwind', [...base, 'cfg_if', 'libc']),
    own('panic_abort', [...base, 'alloc', 'cfg_if', 'libc']),
    {
      ...own('std', [
        ...[...base, 'alloc', 'cfg_if', 'libc', 'wasi', 'hashbrown', 'rustc_demangle'],
        ...['std_detect', 'unwind', 'panic_abort'],
      ]),
      cfg: ['backtrace_in_libstd'],
      environment: { STD_ENV_ARCH: 'wasm32' },
    },
  ];
}
