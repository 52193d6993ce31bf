import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from '../../runtime/node/processes.ts';
import { cacheFolder } from '../node/cacheFolder.ts';

/** A port on which debug clients are served. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  /** What clients have to know. */
  readonly token: string;
  /** The process that listens. */
  readonly pid: number;
}

const NAME = /^debug-(\d+)\.json$/;

/** More than any connection takes, in bytes. */
const LONGEST_FILE = 4096;

/**
 * A file by which an editor of the same user learns the token of a port, so that nobody has to
 * type it: `debug-5678.json`, in a folder that nobody else can read. It lasts as long as this
 * process, at most.
 */
export class ConnectionFile {
  readonly #file: string;

  /** Writes it. @throws Error when the folder cannot be trusted, or written to. */
  constructor(connection: Connection, environment = process.env) {
    const folder = privateFolder(environment);
    removeOrphans(folder);
    this.#file = fileOf(folder, connection.port);
    // It appears as a whole, in the place of what another process may have left.
    const draft = `${this.#file}.${process.pid}`;
    fs.rmSync(draft, { force: true });
    fs.writeFileSync(draft, JSON.stringify(connection), { flag: 'wx', mode: 0o600 });
    fs.renameSync(draft, this.#file);
    process.once('exit', this.remove);
  }

  /** Removes it, unless it is another process's by now. */
  readonly remove = (): void => {
    process.off('exit', this.remove);
    if (read(this.#file)?.pid === process.pid) fs.rmSync(this.#file, { force: true });
  };
}

/** What the user's own processes have told of a port of this machine, as long as they live. */
export function findConnection(port: number, environment = process.env): Connection | undefined {
  return candidates(environment)
    .filter(isOwnFolder)
    .map(folder => read(fileOf(folder, port)))
    .find(connection => connection !== undefined && isAlive(connection.pid));
}

/**
 * The folders in which such files may be, the best first. The one for what lasts as long as the
 * user is logged in (XDG Base Directory Specification) is not in the home folder, which some
 * programs are given as a whole.
 */
function candidates(environment: NodeJS.ProcessEnv): string[] {
  const runtime = environment.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.()}`;
  // It may be that of the user who became root.
  const isUsable = path.isAbsolute(runtime) && isOwnFolder(runtime);
  return [
    ...(isUsable ? [path.join(runtime, 'wasix-python')] : []),
    path.join(cacheFolder(environment), 'connections'),
  ];
}

function privateFolder(environment: NodeJS.ProcessEnv): string {
  const [folder = ''] = candidates(environment);
  if (fs.lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  if (!isOwnFolder(folder)) {
    throw new Error(`${folder} is a link, or belongs to somebody else: remove it`);
  }
  fs.chmodSync(folder, 0o700);
  return folder;
}

function fileOf(folder: string, port: number): string {
  return path.join(folder, `debug-${port}.json`);
}

function isOwnFolder(folder: string): boolean {
  const stat = fs.lstatSync(folder, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && isOwn(stat);
}

/** Windows has no user ids: there the user's folders are the user's. */
function isOwn(stat: fs.Stats): boolean {
  return process.getuid === undefined || stat.uid === process.getuid();
}

/** @returns undefined when there is no such file that the user's own processes wrote. */
function read(file: string): Connection | undefined {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile() || !isOwn(stat) || stat.size > LONGEST_FILE) return undefined;
  try {
    const connection: Connection = JSON.parse(fs.readFileSync(file, 'utf8'));
    const { token, pid } = connection;
    return typeof token === 'string' && Number.isInteger(pid) && pid > 0 ? connection : undefined;
  } catch {
    return undefined;
  }
}

/** Removes what processes that were killed have left behind. */
function removeOrphans(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const connection = NAME.test(name) ? read(file) : undefined;
    if (connection !== undefined && !isAlive(connection.pid)) fs.rmSync(file, { force: true });
  }
}
