import { EventEmitter } from 'node:events';
import {
  AGENT_FOLDER,
  CHANNEL_FD,
  type Commands,
  type EventMessage,
  FORK_FILE,
  FORK_ROOM,
  FORK_START,
} from '../../protocol/messages.ts';
import type { ForkImage } from '../../runtime/fork.ts';
import type { MountSpecification } from '../../runtime/node/guestMessages.ts';
import type { GuestPlace } from '../../runtime/node/guestPlace.ts';
import { GuestWorker } from '../../runtime/node/guestWorker.ts';
import { ATTENTION_SIGNAL } from '../../runtime/signals.ts';
import { forkEnded, forkFailed } from '../errors.ts';
import { agentArchive } from '../node/distribution.ts';
import { AgentConnection } from '../program/agentConnection.ts';
import type { Output, Stopped } from '../program/debuggee.ts';
import { pythonGuest } from '../python/interpreter.ts';
import type { RecordedProgram } from './recordedProgram.ts';

interface ForkEvents {
  stopped: [stop: Stopped];
  /** What the agent has to say, and what is evaluated prints. */
  output: [output: Output];
  /** It is over. */
  ended: [];
}

/** What is copied. */
export interface ForkedMoment {
  readonly image: ForkImage;
  /** Whether it is one at which an exception is raised. */
  readonly isRaising: boolean;
  /** Where the copy runs. */
  readonly place: GuestPlace;
}

/** What a fork reaches of this machine. */
export interface ForkReach {
  /** For reading. */
  readonly mounts: readonly MountSpecification[];
  /** Folders of this machine with packages. */
  readonly packages: readonly string[];
}

/**
 * A moment of a recorded run, to look at: a guest with a copy of the memory that the program had
 * then, and the agent in it. Whatever is evaluated or set there has never happened for the replay.
 */
export class Fork extends EventEmitter<ForkEvents> {
  /** Whether it is the one in which the user looks around. */
  isShown = false;
  /** Whether it is over: it was closed, or what was evaluated has ended it. */
  hasEnded = false;
  readonly #guest: GuestWorker;
  readonly #agent: AgentConnection;
  readonly #isReady = Promise.withResolvers<void>();
  #printed = '';

  private constructor(
    recorded: RecordedProgram,
    { image, isRaising, place }: ForkedMoment,
    reach: ForkReach,
  ) {
    super();
    const { python, header } = recorded;
    this.#guest = new GuestWorker({
      ...pythonGuest(python, {
        args: [],
        env: {},
        cwd: header.cwd,
        network: 'off',
        packages: reach.packages,
        mounts: [
          ...reach.mounts,
          { kind: 'zip', point: AGENT_FOLDER, source: agentArchive(python.version) },
        ],
      }),
      libraries: header.libraries,
      fork: {
        image,
        code: { source: FORK_START, filename: FORK_FILE, room: FORK_ROOM, isRaising },
      },
      place,
      output: 'message',
      channelFd: CHANNEL_FD,
    });
    this.#agent = new AgentConnection(message => this.#guest.send(message), forkEnded);
    this.#agent.on('event', message => this.#onEvent(message));
    this.#guest.on('message', (message, switches) => this.#agent.receive(message, switches));
    const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    this.#guest.on('output', (category, bytes) => {
      const text = decoders[category].decode(bytes, { stream: true });
      this.#printed += text;
      if (text !== '') this.emit('output', { event: 'output', category, text });
    });
    this.#guest.on('ended', outcome => {
      this.#agent.close();
      const reason = outcome.kind === 'crashed' ? outcome.reason : outcome.kind;
      this.#isReady.reject(forkFailed(`${reason} ${this.#printed}`.trim()));
      this.hasEnded = true;
      this.emit('ended');
    });
  }

  /**
   * Makes a copy of the program, and starts the agent in it.
   *
   * @throws DebugError when it does not start.
   */
  static async make(
    recorded: RecordedProgram,
    moment: ForkedMoment,
    reach: ForkReach,
  ): Promise<Fork> {
    const fork = new Fork(recorded, moment, reach);
    await fork.#isReady.promise;
    return fork;
  }

  /** Its linear memory. */
  get memory(): WebAssembly.Memory {
    return this.#guest.memory as WebAssembly.Memory;
  }

  /** Asks the agent, which answers at any time. */
  readonly call: AgentConnection['call'] = (name, args) => this.#agent.call(name, args);

  /** Has the agent say why the program stands there, from when on it can be inspected. */
  async stand(args: Commands['stand']['args']): Promise<Stopped> {
    const stopped = new Promise<Stopped>(resolve => {
      this.once('stopped', resolve);
    });
    await this.call('stand', args);
    return stopped;
  }

  /** What an expression is in the frame in which the program stands, as a text. */
  async evaluate(expression: string): Promise<string> {
    const { context } = await this.stand({ reason: 'pause' });
    const { stacks } = await this.call('stacks', { contexts: [context], start: 0, count: 1 });
    const { value } = await this.call('evaluate', {
      expression,
      frame: stacks[0]?.first,
      context: 'watch',
      isHexadecimal: false,
    });
    return value;
  }

  /** Gives up what a request of the client waits for, by the request's number. */
  cancel(request: number): void {
    if (this.#agent.cancel(request)) this.#guest.raise(ATTENTION_SIGNAL);
  }

  /** Ends it. */
  async close(): Promise<void> {
    await this.#guest.terminate();
  }

  #onEvent(message: EventMessage): void {
    if (message.event === 'ready') this.#isReady.resolve();
    else if (message.event === 'busy') this.#guest.raise(ATTENTION_SIGNAL);
    else if (message.event === 'stopped') this.emit('stopped', message);
    else if (message.event === 'output') this.emit('output', message);
  }
}
