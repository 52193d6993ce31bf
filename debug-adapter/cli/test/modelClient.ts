import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { assertGoldenFile } from '../../session/test/goldenText.ts';

/** The command, as built. */
export const CLI = path.resolve(import.meta.dirname, '../../../dist/cli.js');

/**
 * What the debugger says itself, and what the program prints: they come from the guest by two ways,
 * and what is said just before a line is printed may be told after it.
 */
const EARLY_WORDS = /^(\[debugger\] .*\n)((?:(?!\[debugger\]).+\n)+)/gm;

/** How long a call may take that does not come back, in milliseconds. */
const PATIENCE = 120_000;

/**
 * A client of the Model Context Protocol that has started `wasix-python mcp`, as the SDK's own
 * does it. What it asks and is answered is written down.
 */
export class ModelClient implements AsyncDisposable {
  readonly #client = new Client({ name: 'test', version: '1.0.0' });
  readonly #transport: StdioClientTransport;
  readonly #folder: string;
  readonly #lines: string[] = [];

  private constructor(folder: string, options: readonly string[]) {
    this.#folder = folder;
    this.#transport = new StdioClientTransport({
      command: process.execPath,
      args: [CLI, 'mcp', '--folder', folder, ...options],
      stderr: 'inherit',
    });
  }

  static async start(folder: string, ...options: string[]): Promise<ModelClient> {
    const client = new ModelClient(folder, options);
    await client.#client.connect(client.#transport);
    return client;
  }

  get client(): Client {
    return this.#client;
  }

  /** Adds a remark to the text. */
  say(text: string): void {
    this.#lines.push(`# ${text}`, '');
  }

  /** Calls a tool, and writes down the answer. @returns it. */
  async call(name: string, args: Record<string, unknown> = {}): Promise<string> {
    const options = { timeout: PATIENCE };
    const result = await this.#client.callTool({ name, arguments: args }, undefined, options);
    const text = (result.content as { text: string }[]).map(part => part.text).join('\n');
    const failed = result.isError === true ? 'ERROR ' : '';
    this.#lines.push(`> ${name} ${JSON.stringify(args)}`, `${failed}${text}`, '');
    return text;
  }

  /** Compares all that was written down with a golden text. */
  assertGolden(name: string): void {
    const text = this.#lines
      .join('\n')
      .replaceAll(this.#folder, '<folder>')
      .replaceAll(path.dirname(this.#folder), '<outside>')
      .replaceAll(/\b\d+ ms before/g, '… ms before')
      .replaceAll(/\(\+[\d.]+ ms\)/g, '(+… ms)')
      .replaceAll(/\b0x[0-9a-f]+/g, '0x…')
      .replaceAll(EARLY_WORDS, '$2$1');
    assertGoldenFile(path.join(import.meta.dirname, 'golden', `${name}.txt`), text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.close();
  }
}
