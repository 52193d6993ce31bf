import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DebugProtocol } from '@vscode/debugprotocol';
import * as vscode from 'vscode';
import { Conversation } from './conversation.ts';
import { until } from './until.ts';
import { workspaceFolder } from './workspace.ts';

/** How long VS Code may take to send a request for a command, in milliseconds. */
const PAUSE_INTERVAL = 500;

/** A stop, as the Call Stack view tells it. */
export interface Stop {
  readonly reason: string;
  /** The frame that VS Code shows the user: `func1 main.py:5`. */
  readonly focus: string;
  /** Each thread: its name, then its frames, innermost first. */
  readonly threads: readonly (readonly string[])[];
}

/** A debug session that the test drives as a user does, by the commands of VS Code. */
export class DebugRun {
  readonly #conversation: Conversation;
  #stopsSeen = 0;

  private constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  /** Starts one with a launch configuration. */
  static start(configuration: object): Promise<DebugRun> {
    return DebugRun.startBy(async () => {
      assert.ok(await startDebugging(configuration), 'VS Code did not start the session');
    });
  }

  /** Starts one by something that the user does. */
  static async startBy(act: () => Thenable<unknown>): Promise<DebugRun> {
    const before = Conversation.all.length;
    await act();
    return new DebugRun(await until('the session', () => Conversation.all[before]));
  }

  /** Starts one that cannot be started. @returns the adapter's sentence. */
  static async startInVain(
    configuration: object,
    request: 'launch' | 'attach' = 'launch',
  ): Promise<string> {
    const before = Conversation.all.length;
    void startDebugging({ request, ...configuration });
    return until('the refusal', () => {
      const refusal = Conversation.all[before]
        ?.responses<DebugProtocol.Response>(request)
        .find(({ success }) => !success);
      return refusal?.message;
    });
  }

  get session(): vscode.DebugSession {
    return this.#conversation.session;
  }

  /** What the program has printed, and where: `main.py:4 A`. */
  get printed(): string[] {
    return this.#conversation
      .events<DebugProtocol.OutputEvent>('output')
      .filter(({ category }) => category === 'stdout')
      .map(({ output, source, line }) => `${source?.name}:${line} ${output.trimEnd()}`);
  }

  /** Pauses the program; VS Code ignores the command until it knows a thread. */
  async pause(): Promise<void> {
    await until('the request to pause', async () => {
      await this.command('pause');
      await sleep(PAUSE_INTERVAL);
      return this.#conversation.hasRequest('pause') || undefined;
    });
  }

  /** Has VS Code execute one of its debug commands, in the session that has the focus. */
  async command(
    name: 'continue' | 'stepOver' | 'stepInto' | 'stepOut' | 'pause' | 'restart',
  ): Promise<void> {
    await vscode.commands.executeCommand(`workbench.action.debug.${name}`);
  }

  /** The next stop, once VS Code shows it. */
  async nextStop(): Promise<Stop> {
    const stop = await until(
      'a stop',
      () => this.#conversation.events<DebugProtocol.StoppedEvent>('stopped')[this.#stopsSeen],
    );
    this.#stopsSeen++;
    const focus = await until('the focus on the stop', () => this.#focusedFrame(stop.threadId));
    const threads = await this.#threads();
    const described = threads.map(async ({ id, name }) => [name, ...(await this.#frames(id))]);
    return { reason: stop.reason, focus, threads: await Promise.all(described) };
  }

  /** The innermost frame of the thread whose name begins with a word. */
  async topFrame(name: string): Promise<DebugProtocol.StackFrame> {
    const thread = (await this.#threads()).find(candidate => candidate.name.startsWith(name));
    assert.ok(thread, `there is no thread ${name}`);
    const [top] = await this.#stackTrace(thread.id);
    assert.ok(top, `the thread ${name} has no frame`);
    return top;
  }

  /** The local variables of a frame. */
  async locals({ id }: DebugProtocol.StackFrame): Promise<DebugProtocol.Variable[]> {
    const { scopes } = await this.request<DebugProtocol.ScopesResponse>('scopes', { frameId: id });
    const locals = scopes.find(({ presentationHint }) => presentationHint === 'locals');
    return this.members(locals?.variablesReference ?? 0);
  }

  /** What is inside a variable or a scope. */
  async members(variablesReference: number): Promise<DebugProtocol.Variable[]> {
    const args = { variablesReference };
    return (await this.request<DebugProtocol.VariablesResponse>('variables', args)).variables;
  }

  /** Sends a request past VS Code's own views. */
  async request<Response extends DebugProtocol.Response>(
    command: Response['command'],
    args?: object,
  ): Promise<Response['body']> {
    return await this.session.customRequest(command, args);
  }

  /** Waits until VS Code has ended the session. @returns the program's exit code, if it exited. */
  async ended(): Promise<number | undefined> {
    await until('the end of the session', () => this.#conversation.isOver || undefined);
    return this.#conversation.events<DebugProtocol.ExitedEvent>('exited')[0]?.exitCode;
  }

  async #threads(): Promise<DebugProtocol.Thread[]> {
    return (await this.request<DebugProtocol.ThreadsResponse>('threads')).threads;
  }

  async #stackTrace(threadId: number): Promise<DebugProtocol.StackFrame[]> {
    const body = await this.request<DebugProtocol.StackTraceResponse>('stackTrace', { threadId });
    return body.stackFrames;
  }

  /** The frames of the continuation itself, without those under labels. */
  async #frames(threadId: number): Promise<string[]> {
    const frames = await this.#stackTrace(threadId);
    const firstLabel = frames.findIndex(({ presentationHint }) => presentationHint === 'label');
    return frames.slice(0, firstLabel === -1 ? frames.length : firstLabel).map(describeFrame);
  }

  /** The id of the thread whose name begins with a word, as VS Code's menus pass it. */
  async menuItem(name: string): Promise<{ sessionId: string; threadId: string }> {
    const thread = (await this.#threads()).find(candidate => candidate.name.startsWith(name));
    const { id } = this.session;
    return { sessionId: id, threadId: `thread:${id}:${thread?.id}` };
  }

  /** Undefined as long as VS Code does not show a frame that it learnt of after the stop. */
  #focusedFrame(threadId: number | undefined): string | undefined {
    const item = vscode.debug.activeStackItem;
    if (!(item instanceof vscode.DebugStackFrame)) return undefined;
    if (item.session.id !== this.session.id || item.threadId !== threadId) return undefined;
    const frame = this.#conversation
      .newResponses<DebugProtocol.StackTraceResponse>('stackTrace')
      .flatMap(({ body }) => body?.stackFrames ?? [])
      .find(({ id }) => id === item.frameId);
    return frame && describeFrame(frame);
  }
}

function startDebugging(configuration: object): Thenable<boolean> {
  const named = { type: 'wasix-python', request: 'launch', name: 'test', ...configuration };
  return vscode.debug.startDebugging(workspaceFolder(), named);
}

function describeFrame({ name, source, line }: DebugProtocol.StackFrame): string {
  return `${name} ${path.basename(source?.path ?? '?')}:${line}`;
}
