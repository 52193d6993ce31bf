import { systemError } from '../../errno.ts';
import type { GuestMessage } from '../../hosting/messages.ts';
import {
  AddressFamily,
  InternetAddress,
  type InternetFamily,
  type SocketAddress,
} from '../../network/address.ts';
import type { NetworkHost } from '../../network/network.ts';
import type { Socket } from '../../network/socket.ts';
import { FetchedAnswers } from './fetchedAnswers.ts';
import { HostNames } from './hostNames.ts';
import { HostStream } from './hostStream.ts';
import { type Connector, PageSocket } from './pageSocket.ts';
import { askPort, type PortAnswer, type PortRequest } from './portRequest.ts';
import { Ports } from './ports.ts';
import { StreamEnd } from './streamEnd.ts';

/** Who is told of a {@link PageNetwork}. */
export interface PageNetworkListener {
  /** The guest listens on other ports than before. */
  listening(ports: readonly number[]): void;
  /** A sentence for the person who runs the guest. */
  warning(sentence: string): void;
}

/**
 * The network that a guest has in a page: a loopback of its own, and other hosts as far as the browser fetches from
 * them.
 */
export class PageNetwork implements NetworkHost, Connector {
  readonly ports: Ports;
  readonly #onWarning: (sentence: string) => void;
  readonly #warnings = new Set<string>();
  readonly #names = new HostNames();
  readonly #streams = new Set<HostStream>();

  constructor(listener: PageNetworkListener) {
    this.ports = new Ports(ports => listener.listening(ports));
    this.#onWarning = listener.warning;
  }

  /** The network of a guest whose host is told by messages. */
  static toldTo(hear: (message: GuestMessage) => void): PageNetwork {
    return new PageNetwork({
      listening: ports => hear({ type: 'listening', ports }),
      warning: sentence => hear({ type: 'warning', sentence }),
    });
  }

  openStream(family: InternetFamily): Socket {
    return new PageSocket(family, this);
  }

  openDatagram(): Socket {
    this.#warn('the program may not use UDP: a browser has none.');
    throw systemError('EPROTONOSUPPORT');
  }

  async resolve(name: string): Promise<InternetAddress[]> {
    const address = this.#names.addressOf(name);
    return address === undefined ? [] : [address];
  }

  connect(to: SocketAddress, from: SocketAddress): StreamEnd {
    const [guest, end] = StreamEnd.createPair();
    if (to.host.isLoopback) {
      const listener = this.ports.listenerAt(to);
      if (listener === undefined) throw systemError('ECONNREFUSED');
      listener.arrive(end, from);
      return guest;
    }
    const stream = this.#hostStream(end);
    const answers = new FetchedAnswers(stream, this.#names.authorityOf(to), sentence =>
      this.#warn(sentence),
    );
    void answers.give();
    return guest;
  }

  /**
   * Asks the guest something by HTTP.
   *
   * @throws Error when it does not listen on that port, or does not answer.
   */
  async ask(port: number, request: PortRequest): Promise<PortAnswer> {
    const listener = this.ports.listenerOn(port);
    if (listener === undefined) throw new Error(`no program listens on port ${port}`);
    const [guest, end] = StreamEnd.createPair();
    const stream = this.#hostStream(end);
    listener.arrive(guest, {
      host: InternetAddress.loopback(AddressFamily.ipv4),
      port: this.ports.free(),
    });
    try {
      return await askPort(stream, port, request);
    } catch (error) {
      stream.reset();
      throw error;
    }
  }

  /** Breaks off what is still under way: the guest is no more. */
  close(): void {
    for (const stream of this.#streams) stream.reset();
  }

  #hostStream(end: StreamEnd): HostStream {
    const stream = new HostStream(end, () => this.#streams.delete(stream));
    this.#streams.add(stream);
    return stream;
  }

  /** The same sentence only once: programs try again. */
  #warn(sentence: string): void {
    if (this.#warnings.has(sentence)) return;
    this.#warnings.add(sentence);
    this.#onWarning(sentence);
  }
}
