/** The packages of `debug-adapter/python/PACKAGES.md`. A row of one's own is all that a package needs. */

/** A suite of somebody's own tests, whose results are in `suiteResults.json`. */
export const SUITES = {
  greenlet: 'npm test -- greenlet',
  gevent: 'npm run test:gevent',
  eventlet: 'npm run test:eventlet',
  sqlalchemy: 'npm run test:sqlalchemy',
} as const;

export type SuiteName = keyof typeof SUITES;

/** How a package runs: as people say it, and as `pip check-platform` tells them apart. */
type Kind =
  | 'built in'
  | 'side modules'
  | 'pure Python'
  | 'pure Python, compiled parts built in'
  | 'pure Python, as a part of Pydantic 2';

/** A package that this repository runs. */
export interface PackageRow {
  readonly name: string;
  /** The file that names where it comes from, below the repository. */
  readonly lock: string;
  /** What it is called there. */
  readonly locked: string;
  /** Where the lock has another: of what is a part of a package. */
  readonly version?: string;
  readonly runs: Kind;
  /** Its own tests, */
  readonly suite?: SuiteName;
  /** or else what of this repository uses it: its own tests are not run. */
  readonly usedBy?: string;
  readonly remark?: string;
}

const PYTHON = 'debug-adapter/python/lock.json';
const GEVENT = 'debug-adapter/python/gevent/lock.json';
const RUST = 'debug-adapter/python/sideModules/rust/lock.json';
const SAMPLES = 'tools/samples/lock.json';
const FRAMEWORKS = 'tools/frameworks/lock.json';
const PYTEST = 'tools/test/sqlalchemy-lock.json';

const SERVICE = 'samples/fastapi-sqlalchemy (`npm test -- unit`)';

export const PACKAGE_ROWS: readonly PackageRow[] = [
  { name: 'greenlet', lock: PYTHON, locked: 'greenlet', runs: 'built in', suite: 'greenlet' },
  {
    name: 'SQLAlchemy',
    lock: PYTHON,
    locked: 'sqlalchemy',
    runs: 'pure Python, compiled parts built in',
    suite: 'sqlalchemy',
    remark: 'those of its asyncio extension and of its compiled parts',
  },
  {
    name: 'MarkupSafe',
    lock: PYTHON,
    locked: 'markupsafe',
    runs: 'pure Python, compiled parts built in',
    usedBy: '`npm run test:native`, as a side module, too',
  },
  { name: 'gevent', lock: GEVENT, locked: 'gevent', runs: 'side modules', suite: 'gevent' },
  {
    name: 'eventlet',
    lock: FRAMEWORKS,
    locked: 'eventlet',
    runs: 'pure Python',
    suite: 'eventlet',
    remark: 'programs that its tests start are other guests',
  },
  {
    name: 'PyO3',
    lock: RUST,
    locked: 'pyo3',
    runs: 'side modules',
    usedBy: '`npm run test:native`',
    remark: 'a module that validates nested data, as packages in Rust do',
  },
  {
    name: 'zope.event',
    lock: GEVENT,
    locked: 'zope-event',
    runs: 'pure Python',
    usedBy: '`npm run test:gevent`',
  },
  {
    name: 'zope.interface',
    lock: GEVENT,
    locked: 'zope-interface',
    runs: 'pure Python',
    usedBy: '`npm run test:gevent`',
    remark: 'without its compiled parts',
  },
  {
    name: 'aiosqlite',
    lock: SAMPLES,
    locked: 'aiosqlite',
    runs: 'pure Python',
    usedBy: '`npm run test:sqlalchemy`, samples/sqlalchemy-async',
  },
  ...['FastAPI', 'Starlette', 'uvicorn', 'AnyIO', 'sniffio', 'h11', 'click', 'idna'].map(
    (name): PackageRow => ({
      name,
      lock: SAMPLES,
      locked: name.toLowerCase(),
      runs: 'pure Python',
      usedBy: SERVICE,
    }),
  ),
  {
    name: 'typing-extensions',
    lock: SAMPLES,
    locked: 'typing-extensions',
    runs: 'pure Python',
    usedBy: SERVICE,
  },
  {
    name: 'Pydantic 1',
    lock: SAMPLES,
    locked: 'pydantic',
    version: '1.10.19',
    runs: 'pure Python, as a part of Pydantic 2',
    usedBy: SERVICE,
    remark: 'on Python 3.13 alone',
  },
  ...['pytest', 'pluggy', 'iniconfig', 'packaging'].map(
    (name): PackageRow => ({
      name,
      lock: PYTEST,
      locked: name,
      runs: 'pure Python',
      usedBy: '`npm run test:sqlalchemy`, the Testing view',
    }),
  ),
  ...['Flask', 'Werkzeug', 'Jinja2', 'ItsDangerous', 'Blinker', 'Django', 'asgiref', 'sqlparse']
    .concat(['aiosignal', 'aiohappyeyeballs', 'attrs', 'gunicorn', 'dnspython'])
    .map(name => ofFrameworks(name)),
  // The newest; samples have those of their time.
  ...['uvicorn', 'Starlette', 'AnyIO', 'sniffio', 'h11', 'click', 'idna', 'typing-extensions'].map(
    name => ofFrameworks(name),
  ),
  ...['aiohttp', 'multidict', 'yarl', 'frozenlist', 'propcache'].map(name =>
    ofFrameworks(name, 'without its compiled parts'),
  ),
];

/** What web frameworks of the newest versions import, or are. */
function ofFrameworks(name: string, remark?: string): PackageRow {
  return {
    name,
    lock: FRAMEWORKS,
    locked: name.toLowerCase(),
    runs: 'pure Python',
    usedBy: '`npm run test:frameworks`',
    ...(remark !== undefined && { remark }),
  };
}
