import path from 'node:path';
import {
  AGENT_FOLDER,
  AGENT_MODULE,
  CHANNEL_FD,
  type Commands,
  type EventMessage,
  FORK_FILE,
  FORK_ROOM,
  FORK_START,
} from '../../protocol/messages.ts';
import { GuestWorker } from '../../runtime/node/guestWorker.ts';
import { ATTENTION_SIGNAL } from '../../runtime/signals.ts';
import { agentArchive, findPython, type PythonDistribution } from '../node/distribution.ts';
import { AgentConnection } from '../program/agentConnection.ts';
import { pythonGuest } from '../python/interpreter.ts';
import type { PythonVersion } from '../python/versions.ts';
import { Program } from './program.ts';

/** The folder of the programs, in the guest. */
const FOLDER = '/programs';

/** A program of `programs/forked`, and its agent, which is asked by the protocol's commands. */
export class AgentGuest {
  readonly program: Program;
  readonly file: string;
  readonly events: EventMessage[] = [];
  output = '';
  readonly #guest: GuestWorker;
  readonly #agent: AgentConnection;
  readonly #expected: { readonly event: string; readonly reply: PromiseWithResolvers<void> }[] = [];

  /** @param isLive whether the agent is there from the start; else the program starts it. */
  constructor(version: PythonVersion, isLive: boolean, file: string, ...args: string[]) {
    this.program = new Program(path.join('forked', file));
    this.file = `${FOLDER}/${file}`;
    const python = findPython(version) as PythonDistribution;
    const env: Record<string, string> = isLive
      ? { WASIX_PYTHON_PRELOAD: `${AGENT_FOLDER}:${AGENT_MODULE}`, FORK_FILE }
      : { FORK_START, FORK_FILE, FORK_ROOM: String(FORK_ROOM) };
    const source = path.dirname(this.program.file);
    this.#guest = new GuestWorker({
      ...pythonGuest(python, {
        args: [this.file, ...args],
        env,
        cwd: FOLDER,
        network: 'off',
        packages: [],
        mounts: [
          { kind: 'directory', point: FOLDER, source, isReadOnly: true },
          { kind: 'zip', point: AGENT_FOLDER, source: agentArchive(version) },
        ],
      }),
      output: 'message',
      channelFd: CHANNEL_FD,
    });
    this.#agent = new AgentConnection(message => this.#guest.send(message));
    this.#agent.on('event', message => this.#onEvent(message));
    this.#guest.on('message', (message, switches) => this.#agent.receive(message, switches));
    this.#guest.on('output', (_, bytes) => {
      this.output += Buffer.from(bytes).toString();
    });
    this.#guest.on('ended', end => {
      this.#agent.close();
      const error = new Error(`the program has ended: ${JSON.stringify(end)}\n${this.output}`);
      for (const { reply } of this.#expected.splice(0)) reply.reject(error);
    });
  }

  /** The agent's answer. */
  readonly ask: AgentConnection['call'] = (name, args) => this.#agent.call(name, args);

  /** The answer, or why there is none. */
  async attempt<Name extends keyof Commands>(
    name: Name,
    args: Commands[Name]['args'],
  ): Promise<unknown> {
    try {
      return await this.ask(name, args);
    } catch (error) {
      return { refused: (error as Error).message };
    }
  }

  /** Waits for an event of the agent's, unless it has come already. */
  async event<Event extends EventMessage['event']>(
    event: Event,
  ): Promise<Extract<EventMessage, { event: Event }>> {
    const isIt = (each: EventMessage): boolean => each.event === event;
    if (!this.events.some(isIt)) {
      const reply = Promise.withResolvers<void>();
      this.#expected.push({ event, reply });
      await reply.promise;
    }
    return this.events.find(isIt) as Extract<EventMessage, { event: Event }>;
  }

  /** Gives up what was asked within a request, by its number. */
  cancel(request: number): void {
    if (this.#agent.cancel(request)) this.#guest.raise(ATTENTION_SIGNAL);
  }

  close(): Promise<void> {
    return this.#guest.terminate();
  }

  #onEvent(message: EventMessage): void {
    this.events.push(message);
    for (const { event, reply } of this.#expected) if (event === message.event) reply.resolve();
  }
}
