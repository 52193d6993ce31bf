/** The Todo service of `samples/fastapi-sqlalchemy`, in each way that it can be run. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import path from 'node:path';
import { DapClient } from '../../debug-adapter/session/test/dapClient.ts';
import { nativeCommand } from './nativePython.ts';
import { temporaryFolder } from './programs.ts';
import { CLI } from './wasixPython.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../samples/fastapi-sqlalchemy/main.py');

/** As `python PROGRAM`, which cannot be told of folders of packages. */
const RUN_PROGRAM = `
import os, runpy
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
`;

/** Where uvicorn says that it listens. */
const ADDRESS = /Uvicorn running on http:\/\/127\.0\.0\.1:(\d+)/;

/** How many clients ask at the same time, each on a connection that it keeps. */
const CLIENTS = 8;

/** How many things there are to do while it is measured. */
const ENTRIES = 20;

/** Makes a request. @returns the body of the answer. */
type Ask = (method: string, route: string, body?: object) => Promise<string>;

interface Running {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** A service that runs. */
export class TodoService {
  /** From the start of its process to the answer to its first request, in seconds. */
  readonly startUp: number;
  readonly #port: number;
  readonly #stop: () => Promise<void>;
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });

  private constructor(port: number, startUp: number, stop: () => Promise<void>) {
    this.#port = port;
    this.startUp = startUp;
    this.#stop = stop;
  }

  /**
   * Under `wasix-python run`.
   * @param options further ones of the command.
   */
  static wasix(...options: string[]): Promise<TodoService> {
    const mount = ['--mount', `${temporaryFolder()}:/data`, '--env', 'TODOS_FILE=/data/todos.db'];
    return TodoService.#start(() =>
      startProcess([
        ...[process.execPath, CLI, 'run', ...mount, ...options],
        ...[PROGRAM, '--port', '0'],
      ]),
    );
  }

  /** On native CPython, with all packages in pure Python. Rejects with a sentence that says why it cannot be had. */
  static async native(): Promise<TodoService> {
    const command = await nativeCommand(RUN_PROGRAM, PROGRAM, '--port', '0');
    const file = path.join(temporaryFolder(), 'todos.db');
    return TodoService.#start(() => startProcess(command, { TODOS_FILE: file }));
  }

  /** Launched by the debug adapter, without a breakpoint. */
  static debugged(): Promise<TodoService> {
    const folder = temporaryFolder();
    return TodoService.#start(async () => {
      const client = new DapClient();
      let log = '';
      const port = new Promise<number>(resolve =>
        client.onMessage(message => {
          if (!('event' in message) || message.event !== 'output') return;
          log += message.body.output;
          const found = ADDRESS.exec(log)?.[1];
          if (found !== undefined) resolve(Number(found));
        }),
      );
      const { exceptionBreakpointFilters } = await client.request('initialize', {
        adapterID: 'wasix-python',
      });
      await client.request('launch', {
        program: PROGRAM,
        args: ['--port', '0'],
        env: { TODOS_FILE: '/data/todos.db' },
        mounts: [{ source: folder, target: '/data' }],
      });
      await client.event('initialized');
      // As an editor does.
      const filters = exceptionBreakpointFilters
        .filter((filter: { default?: boolean }) => filter.default)
        .map(({ filter }: { filter: string }) => filter);
      await client.request('setExceptionBreakpoints', { filters });
      await client.request('configurationDone');
      return { port: await port, stop: () => client.close() };
    });
  }

  static async #start(start: () => Promise<Running>): Promise<TodoService> {
    const before = performance.now();
    const { port, stop } = await start();
    await new TodoService(port, 0, stop).#ask('GET', '/todos');
    const service = new TodoService(port, (performance.now() - before) / 1000, stop);
    for (let entry = 0; entry < ENTRIES; entry++) {
      await service.#ask('POST', '/todos', { title: `entry ${entry}` });
    }
    return service;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await this.#stop();
  }

  /** Lists what there is to do, so many times. @returns how long each request took, in ms. */
  list(requests: number): Promise<number[]> {
    return this.#load(requests, time => time('GET', '/todos'));
  }

  /** Adds, changes, lists and deletes, one request in four each. @returns as {@link list}. */
  change(requests: number): Promise<number[]> {
    return this.#load(requests / 4, async time => {
      const { id } = JSON.parse(await time('POST', '/todos', { title: 'sleep' }));
      await time('PUT', `/todos/${id}`, { title: 'wake up', done: true });
      await time('GET', '/todos');
      await time('DELETE', `/todos/${id}`);
    });
  }

  async #load(rounds: number, round: (time: Ask) => Promise<unknown>): Promise<number[]> {
    const times: number[] = [];
    let left = rounds;
    const client = async (): Promise<void> => {
      while (left-- > 0) {
        await round(async (...request) => {
          const start = performance.now();
          const answer = await this.#ask(...request);
          times.push(performance.now() - start);
          return answer;
        });
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return times;
  }

  async #ask(method: string, route: string, body?: object): Promise<string> {
    const request = http.request({
      agent: this.#agent,
      port: this.#port,
      method,
      path: route,
      headers: { 'content-type': 'application/json' },
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    let text = '';
    for await (const chunk of response) text += chunk;
    if ((response.statusCode ?? 500) >= 400) throw new Error(`${method} ${route}: ${text}`);
    return text;
  }
}

async function startProcess(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Running> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, ...env },
  });
  const port = await portOf(child);
  return {
    port,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  let log = '';
  const found = Promise.withResolvers<number>();
  child.stderr?.on('data', text => {
    log += text;
    const port = ADDRESS.exec(log)?.[1];
    if (port !== undefined) found.resolve(Number(port));
  });
  child.on('exit', () => found.reject(new Error(`the Todo service did not start: ${log}`)));
  return found.promise;
}
