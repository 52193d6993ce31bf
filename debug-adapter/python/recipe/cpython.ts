import { copyFile, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cpythonEdits } from '../interpreter/edits.ts';
import { capture, run } from '../setup/command.ts';
import type { Step } from '../setup/steps.ts';
import { applyEdits } from './anchoredEdit.ts';
import { buildPython } from './buildPython.ts';
import { compilerFolder, compilersIn } from './crossCompiler.ts';
import { librariesIn } from './libraries.ts';
import {
  digestOfFiles,
  digestsOf,
  JOBS,
  PROJECT_SOURCES,
  type PythonWorkspace,
  sourceTree,
  unpackTarball,
  versionFolder,
} from './workspace.ts';

const EDITS = ['edits', 'edits313', 'edits314', 'lateOpenssl', 'reasons'].map(name =>
  path.join(PROJECT_SOURCES, `interpreter/${name}.ts`),
);
const HOST_SIGNALS = path.join(PROJECT_SOURCES, 'interpreter/host_signals.h');
/** What CPython's sources include of the port's: see `cpythonEdits`, and `OPT` below. */
const HEADERS = [
  HOST_SIGNALS,
  ...['host_locks', 'host_poll', 'host_sockets', 'side_functions'].map(name =>
    path.join(PROJECT_SOURCES, `interpreter/${name}.h`),
  ),
];

/** Seconds since 1970 that compilers take for now: 1 January 1980, as in the ZIP archives. */
const BUILD_TIME = '315532800';

/** -O3 and link-time optimisation were measured: not faster, and larger (README.md). */
const OPTIMISATION = '-DNDEBUG -O2';

/** The project's header that each source of CPython includes. */
const INCLUDED = `-include ${path.basename(HOST_SIGNALS)}`;

/** Answers that configure cannot find out when it cross-compiles, or gets wrong. */
const CONFIG_SITE = `\
ac_cv_buggy_getaddrinfo=no
ac_cv_file__dev_ptmx=no
ac_cv_file__dev_ptc=no
ac_cv_func_sigaltstack=no
ac_cv_disable_int_conversion=yes
ac_cv_header_netpacket_packet_h=no
ac_cv_working_tzset=yes
`;

/** Codecs with large tables, which few programs use: they are side modules. */
export const CJK_MODULES = ['cn', 'hk', 'iso2022', 'jp', 'kr', 'tw'].map(name => `_codecs_${name}`);

/** Modules that configure leaves out on WASI although wasix-libc has all they need. */
const SETUP_LOCAL = `\
*static*
fcntl fcntlmodule.c
grp grpmodule.c
mmap mmapmodule.c -D_WASI_EMULATED_MMAN
pwd pwdmodule.c
resource resource.c
syslog syslogmodule.c
termios termios.c
*disabled*
${CJK_MODULES.join(' ')}
`;

/** Where CPython is built. */
export function cpythonBuild(workspace: PythonWorkspace): string {
  return path.join(versionFolder(workspace), 'cpython');
}

/** Compiler flags by which CPython's headers, internal ones included, are found and read as CPython does. */
export function cpythonInclude(workspace: PythonWorkspace): string[] {
  const include = path.join(sourceTree(workspace, 'cpython'), 'Include');
  const folders = [include, path.join(include, 'internal'), cpythonBuild(workspace)];
  return [...folders.map(folder => `-I${folder}`), '-include', HOST_SIGNALS];
}

/** The name `configure` calls this machine by. */
async function buildTriplet(workspace: PythonWorkspace, logFile: string): Promise<string> {
  const guess = path.join(sourceTree(workspace, 'cpython'), 'config.guess');
  return (await capture('sh', [guess], { logFile })).trim();
}

async function configure(workspace: PythonWorkspace, logFile: string): Promise<void> {
  const source = await unpackTarball(workspace, 'cpython', logFile);
  await applyEdits(source, cpythonEdits(workspace.version));
  const build = cpythonBuild(workspace);
  await rm(build, { recursive: true, force: true });
  await mkdir(path.join(build, 'Modules'), { recursive: true });
  await writeFile(path.join(build, 'config.site'), CONFIG_SITE);
  await writeFile(path.join(build, 'Modules/Setup.local'), SETUP_LOCAL);
  for (const header of HEADERS) {
    await copyFile(header, path.join(build, path.basename(header)));
  }
  const { c, cxx } = compilersIn(compilerFolder(workspace));
  const { include, lib } = librariesIn(workspace);
  const library = (variable: string, name: string): Record<string, string> => ({
    [`${variable}_CFLAGS`]: `-I${include}`,
    [`${variable}_LIBS`]: `-L${lib} -l${name}`,
  });
  await run(
    // By a relative path: it becomes the path of every source.
    path.join(path.relative(build, source), 'configure'),
    [
      '--host=wasm32-wasi',
      `--build=${await buildTriplet(workspace, logFile)}`,
      `--with-build-python=${buildPython(workspace)}`,
      '--prefix=/usr',
      '--with-pymalloc',
      '--disable-shared',
      '--enable-ipv6',
      '--disable-test-modules',
      '--without-ensurepip',
    ],
    {
      cwd: build,
      logFile,
      env: {
        CONFIG_SITE: path.join(build, 'config.site'),
        CC: c,
        CXX: cxx,
        CPP: `${c} -E`,
        AR: 'llvm-ar-19',
        NM: 'llvm-nm-19',
        RANLIB: 'llvm-ranlib-19',
        READELF: 'true',
        OPT: OPTIMISATION,
        PKG_CONFIG_LIBDIR: '/nonexistent',
        PKG_CONFIG_PATH: '',
        ...library('ZLIB', 'z'),
        ...library('BZIP2', 'bz2'),
        ...library('LIBLZMA', 'lzma'),
        ...library('LIBSQLITE3', 'sqlite3'),
      },
    },
  );
}

/** How configure judged each extension module, from its log: `yes`, `missing`, `n/a`, `disabled`. */
export async function moduleStates(workspace: PythonWorkspace): Promise<Map<string, string>> {
  const log = await readFile(path.join(cpythonBuild(workspace), 'config.log'), 'utf8');
  const states = new Map<string, string>();
  const question = /checking for stdlib extension module (\w+)\n.*?result: (\S+)/gs;
  for (const [, name, state] of log.matchAll(question)) states.set(name!, state!);
  return states;
}

/** The modules that are compiled into the interpreter. */
export async function builtinModules(workspace: PythonWorkspace): Promise<string[]> {
  const table = await readFile(path.join(cpythonBuild(workspace), 'Modules/config.c'), 'utf8');
  return [...table.matchAll(/^\s*\{"(\w+)", /gm)].map(match => match[1]!).sort();
}

/** What has to be linked to libpython: the libraries of its modules and of the platform. */
export async function linkedLibraries(build: string, logFile: string): Promise<string[]> {
  const rule = 'print-libraries: ; @echo $(MODLIBS) $(LIBS) $(SYSLIBS)';
  const args = ['--silent', `--eval=${rule}`, 'print-libraries'];
  const printed = await capture('make', args, { cwd: build, logFile });
  return printed.split(/\s+/).filter(flag => flag !== '');
}

/**
 * Compiles CPython as far as libpython.
 *
 * @param build a folder that is configured.
 * @param flags for the compiler, beside the usual ones.
 */
export async function compileCpython(
  workspace: PythonWorkspace,
  build: string,
  flags: string,
  logFile: string,
): Promise<void> {
  // make does not know that the flags are others than the last time.
  for await (const object of glob('**/*.o', { cwd: build })) await rm(path.join(build, object));
  // Only here: what is written into _sysconfigdata is for other extensions too.
  const optimisation = `OPT=${OPTIMISATION} ${flags} ${INCLUDED}`;
  const targets = [`libpython${workspace.version}.a`, 'pybuilddir.txt'];
  await run('make', [`-j${JOBS}`, optimisation, ...targets], {
    cwd: build,
    logFile,
    env: { SOURCE_DATE_EPOCH: BUILD_TIME },
  });
}

/** The step that configures CPython for WASIX. */
export async function configureStep(workspace: PythonWorkspace): Promise<Step> {
  return {
    title: 'CPython: configure',
    inputs: [
      ...digestsOf(workspace, ['cpython']),
      await digestOfFiles([import.meta.filename, ...HEADERS, ...EDITS]),
    ],
    run: logFile => configure(workspace, logFile),
  };
}
