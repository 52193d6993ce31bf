import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PythonVersion } from '../../session/python/versions.ts';
import { run } from '../setup/command.ts';
import type { SideModule } from '../sideModules/sideCompiler.ts';

/** A module of gevent that Cython makes C of. */
interface CompiledModule {
  /** Its full name in Python. */
  readonly name: string;
  /** What Cython reads, below gevent's `src`. */
  readonly source: string;
  /** More sources, in C. */
  readonly beside?: readonly string[];
  readonly flags?: readonly string[];
}

/** The libev that gevent's source has with it, whose C is included in the module's own. */
const LIBEV = 'deps/libev';

/**
 * What libev's own `configure` would find out, and which parts of it gevent uses (its
 * `_setuplibev.py`). The structures of libev depend on them.
 */
const LIBEV_FLAGS = [
  ...['LIBEV_EMBED=1', 'EV_STANDALONE=1', 'EV_COMMON='],
  ...['EV_CLEANUP_ENABLE=0', 'EV_EMBED_ENABLE=0', 'EV_PERIODIC_ENABLE=0'],
  ...['EV_USE_EPOLL=1', 'EV_USE_FLOOR=1', 'EV_USE_MONOTONIC=1', 'EV_USE_REALTIME=1'],
  'EV_USE_NANOSLEEP=1',
].map(definition => `-D${definition}`);

/** gevent's C modules but the resolver on c-ares, which is not the default one. */
const COMPILED_MODULES: readonly CompiledModule[] = [
  ...['abstract_linkable', 'greenlet_primitives', 'hub_local', 'hub_primitives', 'ident', 'imap'],
  ...['semaphore', 'tracer', 'waiter'],
]
  .map((name): CompiledModule => {
    return { name: `gevent._gevent_c_${name}`, source: `gevent/_${name}.py` };
  })
  .concat(
    ['event', 'greenlet', 'local', 'queue'].map(name => {
      return { name: `gevent._gevent_c${name}`, source: `gevent/${name}.py` };
    }),
    {
      name: 'gevent.libev.corecext',
      source: 'gevent/libev/corecext.pyx',
      beside: ['gevent/libev/callbacks.c'],
      flags: LIBEV_FLAGS,
    },
  );

/** Cython's directives and include paths in gevent's `_setuputils.py`. */
const CYTHON_OPTIONS = [
  ...['--3str', '-I', 'gevent', '-I', 'gevent/libev'],
  ...['always_allow_keywords=False', 'infer_types=True', 'nonecheck=False'].flatMap(directive => [
    '--directive',
    directive,
  ]),
];

/**
 * For Python 3.11 and later gevent wants Cython's own way with exceptions off. Lines of the C, which
 * nobody has, are not told in tracebacks.
 */
const FLAGS = [
  ...['-std=gnu17', '-w', '-DCYTHON_FAST_THREAD_STATE=0', '-DCYTHON_CLINE_IN_TRACEBACK=0'],
];

/** How Cython is run. */
interface Cython {
  /** A Python of this machine. */
  readonly interpreter: string;
  /** Where it finds Cython. */
  readonly packages: string;
}

function sourceFolder(tree: string): string {
  return path.join(tree, 'src');
}

function generated(tree: string, module: CompiledModule): string {
  return path.join(tree, 'generated', `${module.name.replaceAll('.', '/')}.c`);
}

/**
 * Makes C of gevent's modules.
 * @param tree gevent's source, in which it is written.
 * @throws {Error} when Cython fails, as it says.
 */
export async function cythonize(tree: string, cython: Cython, logFile: string): Promise<void> {
  for (const module of COMPILED_MODULES) {
    const output = generated(tree, module);
    await mkdir(path.dirname(output), { recursive: true });
    const names = ['--module-name', module.name, module.source, '-o', output];
    await run(cython.interpreter, ['-m', 'cython', ...CYTHON_OPTIONS, ...names], {
      cwd: sourceFolder(tree),
      logFile,
      env: { PYTHONPATH: cython.packages },
    });
  }
}

/** A side module, and the folder of the installed package that it belongs into. */
interface PlacedModule {
  readonly folder: string;
  readonly module: SideModule;
}

/** gevent's C modules. @param tree its source, of which `cythonize` has made C. */
export function sideModulesOf(tree: string, python: PythonVersion): PlacedModule[] {
  const sources = sourceFolder(tree);
  return COMPILED_MODULES.map(module => {
    const names = module.name.split('.');
    const beside = (module.beside ?? []).map(name => path.join(sources, name));
    return {
      folder: names.slice(0, -1).join('/'),
      module: {
        name: names.at(-1)!,
        sources: [generated(tree, module), ...beside],
        python,
        include: [
          // C beside a module includes a header that Cython makes of it.
          path.dirname(generated(tree, module)),
          path.join(sources, 'gevent'),
          path.join(sources, 'gevent/libev'),
          path.join(tree, LIBEV),
        ],
        flags: [...FLAGS, ...(module.flags ?? [])],
      },
    };
  });
}
