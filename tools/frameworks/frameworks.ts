/** The frameworks that are tried: how each is started, and what a person sees who debugs it. */
import {
  PYTHON_VERSIONS,
  type PythonVersion,
  USUAL_VERSION,
} from '../../debug-adapter/session/python/versions.ts';
import { samplePackages } from '../samplePackages.ts';
import { frameworkPackages, geventPackages } from './packages.ts';

/** What is started, in the words of a launch configuration. */
export interface Start {
  /** A file of `programs/`. */
  readonly program?: string;
  readonly module?: string;
  readonly args: readonly string[];
}

/** A service that is debugged. Each says hello to whoever is named at the end of the path. */
export interface Framework {
  readonly name: string;
  /** The file of `programs/` that a breakpoint is set in, at its `@stop`. */
  readonly file: string;
  /** How the service is started on a port of this machine. */
  readonly start: (port: number) => Start;
  /** What is asked, less the name; `/greet/` by default. */
  readonly route?: string;
  /** Of the lines of the breakpoint, and of where a step over it ends. */
  readonly markers?: readonly [stop: string, after: string];
  /** The function that stands there, and the thread's name, less its numbers. */
  readonly stands: { readonly frame: string; readonly thread: RegExp };
  /** An expression, and its value after the step, for a visitor who is called Ada. */
  readonly afterStep: readonly [expression: string, value: string];
  /** Folders to import from, less those of {@link frameworkPackages}. */
  readonly packages?: (python: PythonVersion) => Promise<string>;
  /** All that there are, by default. */
  readonly versions?: readonly PythonVersion[];
  /** Whether it has a way of its own to start again, for which `autoReload` stands in here. */
  readonly reloads?: true;
}

const GREETING = ['greeting', "'Hello, Ada!'"] as const;

const task = (frame: string): RegExp => new RegExp(`^main · .+ \\(Task-N\\) · ${frame}$`);

/** gunicorn, by a kind of worker; see `programs/one_process.py`. */
function gunicorn(kind: string, thread: RegExp): Framework {
  return {
    name: `gunicorn, ${kind}`,
    file: 'bare_wsgi.py',
    start: port => ({
      module: 'gunicorn',
      args: ['-c', 'one_process.py', '-k', kind, '-b', `127.0.0.1:${port}`, 'bare_wsgi:app'],
    }),
    stands: { frame: 'greet', thread },
    afterStep: GREETING,
  };
}

/** Its debug mode, as it is meant to be. */
const FLASK = ['--app', 'with_flask', 'run', '--debug'];

const django = (port: number): Start => ({
  program: 'with_django.py',
  args: ['runserver', '--noreload', String(port)],
});

export const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'uvicorn',
    file: 'bare_asgi.py',
    reloads: true,
    start: port => ({ module: 'uvicorn', args: ['--port', String(port), 'bare_asgi:app'] }),
    stands: { frame: 'greet', thread: task('bare_asgi.py:N') },
    afterStep: GREETING,
  },
  {
    name: 'Starlette',
    file: 'with_starlette.py',
    start: port => ({ program: 'with_starlette.py', args: [String(port)] }),
    stands: { frame: 'greet', thread: /^AnyIO worker thread · with_starlette.py:N$/ },
    afterStep: GREETING,
  },
  {
    name: 'FastAPI',
    file: 'with_fastapi.py',
    start: port => ({ program: 'with_fastapi.py', args: [String(port)] }),
    stands: { frame: 'greet', thread: task('with_fastapi.py:N') },
    afterStep: ['greeting.text', "'Hello, Ada!'"],
    packages: samplePackages,
    // It needs Pydantic 1, which does not know 3.14.
    versions: [USUAL_VERSION],
  },
  {
    name: 'Flask',
    file: 'with_flask.py',
    reloads: true,
    start: port => ({
      module: 'flask',
      args: [...FLASK, '--no-debugger', '--no-reload', '--port', String(port)],
    }),
    stands: { frame: 'greet', thread: /^Thread-N \(process_request_thread\) · with_flask.py:N$/ },
    afterStep: GREETING,
  },
  {
    name: 'Django',
    file: 'with_django.py',
    reloads: true,
    start: django,
    stands: { frame: 'greet', thread: /^Thread-N \(process_request_thread\) · with_django.py:N$/ },
    afterStep: ['visitor.name', "'Ada'"],
  },
  {
    name: "Django's asynchronous views",
    file: 'with_django.py',
    start: django,
    route: '/later/',
    markers: ['stop_async', 'after_async'],
    stands: { frame: 'greet_later', thread: /^ThreadPoolExecutor-N_N · with_django.py:N$/ },
    afterStep: ['visitor.name', "'Ada'"],
  },
  {
    name: 'aiohttp',
    file: 'with_aiohttp.py',
    start: port => ({ program: 'with_aiohttp.py', args: [String(port)] }),
    stands: { frame: 'greet', thread: task('with_aiohttp.py:N') },
    afterStep: GREETING,
  },
  gunicorn('sync', /^main · bare_wsgi.py:N$/),
  gunicorn('gthread', /^ThreadPoolExecutor-N_N · bare_wsgi.py:N$/),
  { ...gunicorn('gevent', /^app \(gN\) · bare_wsgi.py:N$/), packages: geventPackages },
  {
    name: 'eventlet',
    file: 'with_eventlet.py',
    start: port => ({ program: 'with_eventlet.py', args: [String(port)] }),
    stands: { frame: 'greet', thread: /^greet \(gN\) · with_eventlet.py:N$/ },
    afterStep: GREETING,
  },
];

/** What cannot run in one process, and what it says then. */
export const UNAVAILABLE: readonly {
  readonly name: string;
  readonly start: (port: number) => Start;
  readonly says: RegExp;
}[] = [
  {
    name: "Django's own reloading",
    start: port => ({ program: 'with_django.py', args: ['runserver', String(port)] }),
    says: /OSError: \[Errno 58\] wasi does not support processes\./,
  },
  {
    name: "gunicorn's workers",
    start: port => ({ module: 'gunicorn', args: ['-b', `127.0.0.1:${port}`, 'bare_wsgi:app'] }),
    says: /OSError: \[Errno 58\] wasi does not support processes\./,
  },
  {
    name: "Flask's debugger in the page",
    start: port => ({
      module: 'flask',
      args: [...FLASK, '--no-reload', '--port', String(port)],
    }),
    // It counts wrong PINs in a value that is shared by processes.
    says: /ModuleNotFoundError: No module named '_multiprocessing'/,
  },
  {
    name: "uvicorn's own reloading",
    start: port => ({
      module: 'uvicorn',
      args: ['--reload', '--port', String(port), 'bare_asgi:app'],
    }),
    says: /ModuleNotFoundError: No module named '_multiprocessing'/,
  },
];

/** The versions of Python on which a framework runs. */
export function versionsOf({ versions = PYTHON_VERSIONS }: Framework): readonly PythonVersion[] {
  return versions;
}

/** The folders of packages that a framework imports from, the first before the others. */
export async function packagesOf(
  { packages }: Framework,
  python: PythonVersion,
): Promise<readonly string[]> {
  const own = packages === undefined ? [] : [await packages(python)];
  return [...own, await frameworkPackages()];
}
