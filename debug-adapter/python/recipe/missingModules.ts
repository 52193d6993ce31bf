/** A module of the standard library that this interpreter does not have. */
export interface MissingModule {
  readonly name: string;
  /** What is said of it: "needs libffi". */
  readonly reason: string;
}

const NO_CURSES = 'needs ncurses, which has no port to WASIX';
const NO_DBM = 'needs a database library other than SQLite; dbm.sqlite3 works';
const NO_PROCESSES = 'needs processes, which CPython starts none of on WASI';
const NO_SUBINTERPRETERS = 'needs subinterpreters, which CPython leaves out on WASI';

const REASONS: Readonly<Record<string, string>> = {
  _curses: NO_CURSES,
  _curses_panel: NO_CURSES,
  _dbm: NO_DBM,
  _gdbm: NO_DBM,
  _interpchannels: NO_SUBINTERPRETERS,
  _interpqueues: NO_SUBINTERPRETERS,
  _interpreters: NO_SUBINTERPRETERS,
  _multiprocessing: NO_PROCESSES,
  _posixshmem: NO_PROCESSES,
  _posixsubprocess: NO_PROCESSES,
  _remote_debugging: 'needs the memory of other processes',
  _tkinter: 'needs Tk',
  _uuid: 'needs libuuid; the uuid module works without it',
  _zstd: 'needs libzstd, which is not built in',
  readline: 'needs GNU readline',
};

/** Modules for other systems and for testing CPython itself. */
const OF_NO_INTEREST = /^_?(xx|test)|^_ctypes_test$|^_scproxy$/;

/**
 * What the interpreter lacks and why.
 * @param states how configure judged each extension module
 * @param builtin the modules that are there
 */
export function missingModules(
  states: ReadonlyMap<string, string>,
  builtin: readonly string[],
): MissingModule[] {
  const lacking = [...states].filter(([, state]) => state !== 'yes').map(([name]) => name);
  return [...new Set([...Object.keys(REASONS), ...lacking])]
    .filter(name => !builtin.includes(name) && !OF_NO_INTEREST.test(name))
    .sort()
    .map(name => ({ name, reason: REASONS[name] ?? "is left out by CPython's configure on WASI" }));
}
