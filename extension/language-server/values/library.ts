/**
 * What the libraries offer that make greenlets, by the dotted names under which programs import
 * it. The signatures are those of greenlet 3, gevent 24, eventlet 0.39, SQLAlchemy 2 and
 * greenback 1.
 */

/** A function or class that makes a greenlet. */
export interface Starter {
  /** Which of its positional arguments the greenlet runs. */
  readonly run: number;
  /** When the greenlet begins: at its first switch, when `start` is called, or soon by itself. */
  readonly begins: 'switch' | 'start' | 'soon';
}

const AT_SWITCH: Starter = { run: 0, begins: 'switch' };
const AT_START: Starter = { run: 0, begins: 'start' };
const SOON: Starter = { run: 0, begins: 'soon' };
const LATER: Starter = { run: 1, begins: 'soon' };

/** Classes whose objects are greenlets. */
export const GREENLET_CLASSES: ReadonlyMap<string, Starter> = new Map([
  ['greenlet.greenlet', AT_SWITCH],
  ['gevent.greenlet.Greenlet', AT_START],
  ['eventlet.greenthread.GreenThread', AT_SWITCH],
]);

/** Names that mean the same. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['gevent.Greenlet', 'gevent.greenlet.Greenlet'],
  ['gevent.spawn', 'gevent.greenlet.Greenlet.spawn'],
  ['gevent.spawn_later', 'gevent.greenlet.Greenlet.spawn_later'],
  ['gevent.hub.spawn_raw', 'gevent.spawn_raw'],
  ['gevent.getcurrent', 'greenlet.getcurrent'],
  ['gevent.hub.getcurrent', 'greenlet.getcurrent'],
  ['gevent.GreenletExit', 'greenlet.GreenletExit'],
  ['gevent.hub.sleep', 'gevent.sleep'],
  ['eventlet.greenthread.spawn', 'eventlet.spawn'],
  ['eventlet.greenthread.spawn_n', 'eventlet.spawn_n'],
  ['eventlet.greenthread.spawn_after', 'eventlet.spawn_after'],
  ['eventlet.greenthread.spawn_after_local', 'eventlet.spawn_after_local'],
  ['eventlet.greenthread.sleep', 'eventlet.sleep'],
  ['eventlet.greenthread.getcurrent', 'greenlet.getcurrent'],
  ['eventlet.getcurrent', 'greenlet.getcurrent'],
  ['eventlet.GreenPool', 'eventlet.greenpool.GreenPool'],
  ['sqlalchemy.util.greenlet_spawn', 'sqlalchemy.util.concurrency.greenlet_spawn'],
  [
    'sqlalchemy.util._concurrency_py3k.greenlet_spawn',
    'sqlalchemy.util.concurrency.greenlet_spawn',
  ],
  ['sqlalchemy.util.await_only', 'sqlalchemy.util.concurrency.await_only'],
  ['sqlalchemy.util._concurrency_py3k.await_only', 'sqlalchemy.util.concurrency.await_only'],
  ['sqlalchemy.ext.asyncio.session.AsyncSession', 'sqlalchemy.ext.asyncio.AsyncSession'],
  ['sqlalchemy.ext.asyncio.engine.AsyncConnection', 'sqlalchemy.ext.asyncio.AsyncConnection'],
]);

const POOLS = ['gevent.pool.Group', 'gevent.pool.Pool'];

/** Functions that make a greenlet. */
const FUNCTIONS: ReadonlyMap<string, Starter> = new Map([
  ['gevent.greenlet.Greenlet.spawn', SOON],
  ['gevent.greenlet.Greenlet.spawn_later', LATER],
  ['gevent.spawn_raw', SOON],
  ...POOLS.flatMap(pool =>
    ['spawn', 'apply_async', 'map', 'imap', 'imap_unordered', 'apply'].map(
      (method): [string, Starter] => [`${pool}.${method}`, SOON],
    ),
  ),
  ['eventlet.spawn', SOON],
  ['eventlet.spawn_n', SOON],
  ['eventlet.spawn_after', LATER],
  ['eventlet.spawn_after_local', LATER],
  ['eventlet.greenpool.GreenPool.spawn', SOON],
  ['eventlet.greenpool.GreenPool.spawn_n', SOON],
  ['eventlet.greenpool.GreenPool.imap', SOON],
  ['eventlet.greenpool.GreenPool.starmap', SOON],
  ['sqlalchemy.util.concurrency.greenlet_spawn', SOON],
  ['sqlalchemy.ext.asyncio.AsyncSession.run_sync', SOON],
  ['sqlalchemy.ext.asyncio.AsyncConnection.run_sync', SOON],
  ['greenback.with_portal_run', SOON],
  ['greenback.with_portal_run_sync', SOON],
]);

/** Functions that wait for something awaitable in the greenlet that called the running one. */
const AWAITING = new Set([
  'sqlalchemy.util.concurrency.await_only',
  'sqlalchemy.util.concurrency.await_fallback',
  'greenback.await_',
]);

/** What replaces all functions of the standard library that block. */
export const PATCHES_OF_ALL: ReadonlySet<string> = new Set([
  'gevent.monkey.patch_all',
  'eventlet.monkey_patch',
  'eventlet.patcher.monkey_patch',
]);

/** What replaces some of them, too. */
export const PATCHES: ReadonlySet<string> = new Set([
  ...PATCHES_OF_ALL,
  'gevent.monkey.patch_time',
  'gevent.monkey.patch_socket',
]);

/** The one name of what can be imported by several. */
export function canonicalName(name: string): string {
  return ALIASES.get(name) ?? name;
}

/** What makes a greenlet when it is called, by its canonical name. */
export function starterOf(name: string): Starter | undefined {
  return GREENLET_CLASSES.get(name) ?? FUNCTIONS.get(name);
}

/** Whether a function, by its canonical name, waits for something awaitable. */
export function isAwaiting(name: string): boolean {
  return AWAITING.has(name);
}

/** What a text must contain for its file to have greenlets, or switches, in it. */
export const MARKS =
  /\b(?:greenlet|gevent|eventlet|greenback|greenlet_spawn|await_only|run_sync)\b|\.switch\b/;
