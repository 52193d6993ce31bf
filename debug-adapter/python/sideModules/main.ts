/** Makes a side module: what README.md beside it calls the command. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PYTHON_VERSIONS, type PythonVersion } from '../../session/python/versions.ts';
import { cacheFolder } from '../setup/cache.ts';
import { buildSideModule, isCython, isRust, type SideModule } from './sideCompiler.ts';

const USAGE = `\
usage: node debug-adapter/python/sideModules/main.ts [OPTIONS] -o FOLDER SOURCES... [-- FLAGS...]

Makes an extension module for WASIX Python of C (.c), C++ (.cpp, .cc, .cxx), Cython (.pyx) and Rust
(.rs, with PyO3), and puts it into FOLDER under the name by which Python finds it. Libraries that it
needs (.so, made with --library) are named among the sources. FLAGS are the compiler's, such as
-std=c++20 or -DNDEBUG.

  -o, --output FOLDER  where the module is put
  --name NAME          its full name in Python (markupsafe._speedups), or that of the library;
                       by default the name of the first source
  --python VERSION     the Python it is for: ${PYTHON_VERSIONS.join(' or ')} (by default ${PYTHON_VERSIONS[0]})
  --library            make a library, libNAME.so, that knows nothing of Python
  --include FOLDER     look for headers there, too; can be given several times
  --rpath PATH         look for libraries there when the module is loaded; $ORIGIN is its own folder
  --help               print this
`;

const C_PLUS_PLUS = ['.cpp', '.cc', '.cxx'];

/** The command cannot do what it was asked for; the message says what to do. */
class Mistake extends Error {}

/** What is asked for. */
interface Request {
  readonly module: SideModule;
  /** Absolute path. */
  readonly folder: string;
}

function versionOf(wanted: string): PythonVersion {
  const version = PYTHON_VERSIONS.find(each => each === wanted);
  if (version !== undefined) return version;
  throw new Mistake(
    `There is no Python ${wanted} here: give --python ${PYTHON_VERSIONS.join(' or ')}.`,
  );
}

function inputOf(file: string): string {
  const extension = path.extname(file);
  if (!['.c', '.pyx', '.rs', '.so', ...C_PLUS_PLUS].includes(extension)) {
    throw new Mistake(
      `${file} is neither C (.c), C++ (${C_PLUS_PLUS.join(', ')}), Cython (.pyx), Rust (.rs) nor a ` +
        'library (.so): give the compiler its flags after --.',
    );
  }
  if (existsSync(file)) return path.resolve(file);
  throw new Mistake(`There is no file ${file}: give the path of a source.`);
}

function nameOf(given: string | undefined, firstSource: string): string {
  const name = given ?? path.parse(firstSource).name;
  if (name.split('.').every(part => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part))) return name;
  throw new Mistake(`"${name}" can be no module's name in Python: give another with --name.`);
}

function parse(args: string[]): Request | undefined {
  const end = args.indexOf('--');
  const { values, positionals } = parseArgs({
    args: end < 0 ? args : args.slice(0, end),
    allowPositionals: true,
    options: {
      output: { type: 'string', short: 'o' },
      name: { type: 'string' },
      python: { type: 'string', default: PYTHON_VERSIONS[0] },
      library: { type: 'boolean', default: false },
      include: { type: 'string', multiple: true, default: [] },
      rpath: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (values.output === undefined) {
    throw new Mistake('Nothing says where the module goes: give a folder with -o.');
  }
  const inputs = positionals.map(inputOf);
  const sources = inputs.filter(file => !file.endsWith('.so'));
  const [first] = sources;
  if (first === undefined) {
    throw new Mistake('There is nothing to compile: give a source in C, C++, Cython or Rust.');
  }
  const python = versionOf(values.python);
  const ofPython = sources.find(source => isCython(source) || isRust(source));
  if (values.library && ofPython !== undefined) {
    const file = path.relative('.', ofPython);
    throw new Mistake(`${file} is for Python, and no library is made of it: leave out --library.`);
  }
  return {
    folder: path.resolve(values.output),
    module: {
      name: nameOf(values.name, first),
      sources,
      ...(values.library ? {} : { python }),
      include: values.include.map(folder => path.resolve(folder)),
      flags: end < 0 ? [] : args.slice(end + 1),
      libraries: inputs.filter(file => file.endsWith('.so')),
      runtimePaths: values.rpath,
    },
  };
}

async function make({ module, folder }: Request): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), 'side-module-'));
  try {
    const logFile = path.join(cacheFolder(), 'logs', `side-module-${process.pid}.log`);
    const made = await buildSideModule(module, work, logFile);
    await mkdir(folder, { recursive: true });
    const place = path.join(folder, path.basename(made));
    await copyFile(made, place);
    await rm(logFile);
    console.log(`${place} (${((await stat(place)).size / 1024).toFixed(0)} KiB)`);
  } finally {
    await rm(work, { recursive: true });
  }
}

let request: Request | undefined;
try {
  request = parse(process.argv.slice(2));
  if (request === undefined) process.stdout.write(USAGE);
  else await make(request);
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  // Of what parseArgs says, the first sentence is about what was given.
  const isOfArguments = code?.startsWith('ERR_PARSE_ARGS') ?? false;
  console.error(isOfArguments ? `${message.split('. ')[0]}; see --help.` : message);
  process.exitCode = request === undefined ? 2 : 1;
}
