import path from 'node:path';
import { openZipFile } from '../../debug-adapter/runtime/node/zipFile.ts';
import { pythonFolder } from '../../debug-adapter/session/node/distribution.ts';

/** CPython's tests, as the recipe packs them. */
export const CPYTHON_TESTS = path.join(pythonFolder(), 'cpython-tests.zip');

/** What programs of greenlets, servers and debuggers stand on. */
export const SUITES = [
  'io',
  'fileio',
  'os',
  'posix',
  'tempfile',
  'socket',
  'timeout',
  'select',
  'poll',
  'epoll',
  'selectors',
  'asyncio',
  'socketserver',
  'httpservers',
  'httplib',
  'urllib',
  'urllib2',
  'urllib2_localnet',
  'ssl',
  'hashlib',
  'hmac',
  'thread',
  'threading',
  'threading_local',
  'threadsignals',
  'queue',
  'sched',
  'concurrent_futures',
  'signal',
  'sqlite3',
  'zlib',
  'ctypes',
  'context',
  'contextlib',
  'generators',
  'coroutines',
  'asyncgen',
  'monitoring',
  'sys_settrace',
  'gc',
  'weakref',
  'exceptions',
] as const;

/**
 * The modules of a suite, without `test.test_`: those of a package run one by one.
 * @throws Error when CPython has no such tests.
 */
export function modulesOf(suite: string): readonly string[] {
  const names = [...openZipFile(CPYTHON_TESTS).names];
  const [name, ...rest] = suite.split('.');
  const file = [`test_${name}`, ...rest].join('/');
  if (names.includes(`${file}.py`)) return [suite];
  const modules = names
    .map(member => new RegExp(`^${file}/(test_\\w+)\\.py$`).exec(member)?.[1])
    .filter(module => module !== undefined);
  if (modules.length === 0) throw new Error(`CPython has no tests of ${suite}`);
  return modules.sort().map(module => `${suite}.${module}`);
}
