import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, openSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EditorInstallation } from './editorInstallation.ts';
import type { Profile } from './profile.ts';

const LOOPBACK = '127.0.0.1';

/** How long the server may take to start and to stop, in milliseconds. */
const START_LIMIT = 60_000;
const STOP_LIMIT = 5_000;

/** The environment variables that keep code-server from asking its gallery of extensions. */
export const OFFLINE = { EXTENSIONS_GALLERY: '{}' };

/** A VS Code that is served to a browser on this machine, and its extension host. */
export class EditorServer {
  readonly #process: ChildProcess;
  readonly #port: number;
  readonly #keepLogs: () => void;

  private constructor(child: ChildProcess, port: number, keepLogs: () => void) {
    this.#process = child;
    this.#port = port;
    this.#keepLogs = keepLogs;
    // It would go on without its tests.
    process.once('exit', this.#killGroup);
  }

  /**
   * @param logFile gets what the server and the extension host print. A folder beside it, of the
   *   same name, gets the logs of the editor and its extensions when the server is stopped.
   */
  static async start(
    editor: EditorInstallation,
    profile: Profile,
    logFile: string,
    env: NodeJS.ProcessEnv = {},
  ): Promise<EditorServer> {
    const port = await freePort();
    const log = openSync(logFile, 'a');
    const child = spawn(
      editor.node,
      [
        editor.entry,
        ...['--auth', 'none', '--bind-addr', `${LOOPBACK}:${port}`],
        ...profileArguments(profile),
        '--disable-telemetry',
        '--disable-update-check',
        '--disable-workspace-trust',
        '--disable-getting-started-override',
        // Without it, the page does not take an extension under development or its tests.
        ...['--vscode-option', 'enable-smoke-test-driver'],
      ],
      {
        env: { ...process.env, TMPDIR: profile.temporary, ...OFFLINE, ...env },
        stdio: ['ignore', log, log],
        // A group of its own, with the extension host, so that all of it can be ended.
        detached: true,
      },
    );
    closeSync(log);
    const { dir, name } = path.parse(logFile);
    const [logs, kept] = [path.join(profile.userData, 'logs'), path.join(dir, name)];
    const keepLogs = (): void => cpSync(logs, kept, { recursive: true });
    const server = new EditorServer(child, port, keepLogs);
    await server.#untilReady();
    return server;
  }

  /**
   * The address of the workbench.
   *
   * @param extension the folder of an extension under development.
   * @param tests a module that runs in the extension host; see `extensionTestsPath` of VS Code.
   */
  url(folder: string, extension?: string, tests?: string): string {
    const payload = [
      ...(extension === undefined ? [] : [['extensionDevelopmentPath', this.#remote(extension)]]),
      ...(tests === undefined ? [] : [['extensionTestsPath', this.#remote(tests)]]),
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
      // What the sessions said is in the log.
      ['logLevel', 'wasix-python.wasix-python-debug=trace'],
    ];
    const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
    return `http://${LOOPBACK}:${this.#port}/?${query}`;
  }

  /** Has the server, its extension host and all that they have started stand still, as behind a network that is gone. */
  freeze(): void {
    process.kill(-(this.#process.pid as number), 'SIGSTOP');
  }

  thaw(): void {
    process.kill(-(this.#process.pid as number), 'SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.off('exit', this.#killGroup);
    if (this.#process.exitCode === null) {
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await Promise.race([exited, sleep(STOP_LIMIT)]);
    }
    // The extension host outlives the server for a moment, and would go on writing.
    this.#killGroup();
    this.#keepLogs();
  }

  readonly #killGroup = (): void => {
    try {
      process.kill(-(this.#process.pid as number), 'SIGKILL');
    } catch {
      // All of it has ended already.
    }
  };

  #remote(file: string): string {
    return `vscode-remote://${LOOPBACK}:${this.#port}${file}`;
  }

  async #untilReady(): Promise<void> {
    const end = performance.now() + START_LIMIT;
    while (this.#process.exitCode === null && performance.now() < end) {
      const answer = await fetch(`http://${LOOPBACK}:${this.#port}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(100);
    }
    this.#killGroup();
    throw new Error('The editor did not start.');
  }
}

/** Tells code-server where all it writes goes. */
export function profileArguments(profile: Profile): string[] {
  return [
    ...['--user-data-dir', profile.userData],
    ...['--extensions-dir', profile.extensions],
    ...['--config', profile.serverConfiguration],
  ];
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
