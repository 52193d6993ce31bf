import type { Import, ModuleFacts } from '../facts/moduleFacts.ts';
import * as l10n from '../l10n.ts';
import { scopeAt } from '../values/values.ts';
import type { Finding, Rule } from './rule.ts';

/** Of the standard library: what is not built in, as the recipe of WASIX Python says. */
export const NOT_BUILT = new Set([
  'ctypes',
  'curses',
  'dbm.gnu',
  'dbm.ndbm',
  'multiprocessing.shared_memory',
  'readline',
  'tkinter',
  'turtle',
]);

/** Packages that do not run without their native code, and what can stand in for some. */
const NATIVE: ReadonlyMap<string, string | undefined> = new Map([
  ['_cffi_backend', undefined],
  ['asyncpg', 'pg8000'],
  ['bcrypt', undefined],
  ['cffi', undefined],
  ['confluent_kafka', undefined],
  ['cryptography', undefined],
  ['cv2', undefined],
  ['gevent', 'eventlet'],
  ['grpc', undefined],
  ['h5py', undefined],
  ['httptools', 'h11'],
  ['lxml', 'xml.etree.ElementTree'],
  ['matplotlib', undefined],
  ['MySQLdb', 'PyMySQL'],
  ['nacl', undefined],
  ['numba', undefined],
  ['numpy', undefined],
  ['orjson', 'json'],
  ['pandas', undefined],
  ['PIL', undefined],
  ['polars', undefined],
  ['psycopg', 'pg8000'],
  ['psycopg2', 'pg8000'],
  ['psutil', undefined],
  ['pyarrow', undefined],
  ['pycurl', 'urllib.request'],
  ['pydantic_core', undefined],
  ['scipy', undefined],
  ['sklearn', undefined],
  ['tensorflow', undefined],
  ['torch', undefined],
  ['ujson', 'json'],
  ['uvloop', 'asyncio'],
  ['zmq', undefined],
]);

const CATCHING = new Set(['*', 'BaseException', 'Exception', 'ImportError', 'ModuleNotFoundError']);

/** Imports that every run of the file tries, and that raise ImportError. */
export const unavailableImport: Rule = function* ({ facts, index }): Generator<Finding> {
  const statements = new Set<number>();
  for (const each of facts.imports) {
    const { kind } = scopeAt(facts, each.scope);
    const isCertain = kind === 'module' && !each.isConditional;
    if (!isCertain || each.caught.some(name => CATCHING.has(name))) continue;
    if (isOwn(each, facts) || index.find(each.module, facts) !== undefined) continue;
    const message = messageFor(each);
    // `from ctypes import a, b, c` is one mistake.
    const isTold = each.member !== undefined && statements.has(each.statement.from);
    if (message === undefined || isTold) continue;
    statements.add(each.statement.from);
    yield { span: each, message };
  }
};

/** Whether a package imports a part of itself. */
function isOwn({ module }: Import, facts: ModuleFacts): boolean {
  return module.split('.')[0] === facts.module.split('.')[0] || module.startsWith('.');
}

function messageFor({ module, member }: Import): string | undefined {
  const [top = ''] = module.split('.');
  const inside = member === undefined ? module : `${module}.${member}`;
  const missing = [top, module, inside].find(name => NOT_BUILT.has(name));
  if (missing !== undefined) {
    return l10n.t(
      'WASIX Python has no module `{0}`: importing it raises ModuleNotFoundError. Catch that where the program can do without.',
      missing,
    );
  }
  if (!NATIVE.has(top)) return undefined;
  const substitute = NATIVE.get(top);
  return substitute === undefined
    ? l10n.t(
        '`{0}` needs native code that is not built for WASIX: importing it raises ImportError here. Catch that where the program can do without.',
        top,
      )
    : l10n.t(
        '`{0}` needs native code that is not built for WASIX: importing it raises ImportError here. `{1}` runs here, and can take its place.',
        top,
        substitute,
      );
}
