import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { OTHER_NAME } from '../../extension/test/harness/browser.ts';
import { findBrowser } from '../../extension/test/harness/browserProgram.ts';
import type { TestedBrowser } from './testedBrowser.ts';

/** What of Firefox's answers is read here (WebDriver BiDi, https://w3c.github.io/webdriver-bidi). */
interface Answer {
  readonly id?: number;
  readonly result?: {
    readonly contexts?: readonly { readonly context: string }[];
    readonly result?: { readonly value?: string };
    readonly exceptionDetails?: { readonly text: string };
  };
  readonly message?: string;
}

/** How Firefox says where it listens. */
const LISTENING = /WebDriver BiDi listening on (ws:\S+)/;

/** A headless Firefox with one page, led by WebDriver BiDi: playwright knows only builds of its own. */
export class Firefox implements TestedBrowser {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (answer: Answer) => void>();
  #lastId = 0;
  #page = '';

  private constructor(process: ChildProcess, socket: WebSocket) {
    this.#process = process;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer: Answer = JSON.parse(data);
      this.#answers.get(answer.id ?? 0)?.(answer);
    });
  }

  /**
   * @param folder an empty one, for its profile.
   * @param logFile gets what apt prints, where it installs Firefox, and what Firefox does.
   * @throws Error that says what to install.
   */
  static async open(folder: string, logFile: string): Promise<Firefox> {
    fs.writeFileSync(
      path.join(folder, 'user.js'),
      `user_pref("network.dns.localDomains", "${OTHER_NAME}");\n`,
    );
    const { file: firefox } = await findBrowser('firefox', logFile);
    const args = ['--headless', '--no-remote', '--profile', folder];
    const child = spawn(firefox, [...args, '--remote-debugging-port', '0', 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: folder },
    });
    try {
      const socket = new WebSocket(`${await listeningAddress(child, logFile)}/session`);
      await once(socket, 'open');
      const browser = new Firefox(child, socket);
      await browser.#call('session.new', {
        capabilities: { alwaysMatch: { acceptInsecureCerts: true } },
      });
      const { contexts = [] } = (await browser.#call('browsingContext.getTree', {})) ?? {};
      browser.#page = contexts[0]?.context ?? '';
      return browser;
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  async goto(url: string): Promise<void> {
    await this.#call('browsingContext.navigate', { context: this.#page, url, wait: 'complete' });
  }

  async call(name: string, args: readonly unknown[]): Promise<unknown> {
    const call = `globalThis[${JSON.stringify(name)}](...${JSON.stringify(args)})`;
    const answer = await this.#call('script.evaluate', {
      expression: `(async () => JSON.stringify(await ${call}))()`,
      target: { context: this.#page },
      awaitPromise: true,
    });
    if (answer?.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
    return JSON.parse(answer?.result?.value ?? 'null');
  }

  /** Presses keys together, as WebDriver names them. */
  async press(...keys: readonly string[]): Promise<void> {
    const actions = [
      ...keys.map(value => ({ type: 'keyDown', value })),
      ...keys.toReversed().map(value => ({ type: 'keyUp', value })),
    ];
    await this.#call('input.performActions', {
      context: this.#page,
      actions: [{ type: 'key', id: 'keyboard', actions }],
    });
  }

  async #call(method: string, params: object): Promise<Answer['result']> {
    const id = ++this.#lastId;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#answers.set(id, resolve);
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { result, message } = await promise;
    this.#answers.delete(id);
    if (result === undefined) throw new Error(`Firefox: ${message}`);
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // With the last line for the log.
    const hasEnded = once(this.#process, 'close');
    this.#process.kill();
    await hasEnded;
    this.#socket.close();
  }
}

async function listeningAddress(firefox: ChildProcess, logFile: string): Promise<string> {
  const lines = createInterface({ input: firefox.stderr! });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  lines.on('line', line => {
    fs.appendFileSync(logFile, `${line}\n`);
    const [, url] = LISTENING.exec(line) ?? [];
    if (url !== undefined) resolve(url);
  });
  lines.on('close', () => reject(new Error(`Firefox has ended: see ${path.basename(logFile)}`)));
  return promise;
}
