import { systemError } from '../../errno.ts';
import { AddressFamily, type InternetAddress, type SocketAddress } from '../../network/address.ts';
import type { StreamEnd } from './streamEnd.ts';

/** The ports that are given to who wants any: those of RFC 6335, section 6. */
const FIRST_FREE = 49_152;
const LAST_PORT = 65_535;

/** What holds a port at one or several addresses. */
export interface PortHolder {
  readonly hosts: readonly InternetAddress[];
  readonly port: number;
  /** Whether all addresses of IPv6 are no addresses of IPv4. */
  readonly isOnlyIpv6: boolean;
  readonly isListening: boolean;
  /** Takes a connection. */
  arrive(end: StreamEnd, from: SocketAddress): void;
}

/** The TCP ports of a guest, which are its own: no other program has or sees them. */
export class Ports {
  readonly #onListening: (ports: readonly number[]) => void;
  readonly #holders = new Set<PortHolder>();
  #next = FIRST_FREE;

  /** @param onListening told on which ports the guest listens, whenever these are others. */
  constructor(onListening: (ports: readonly number[]) => void) {
    this.#onListening = onListening;
  }

  /** A port that is free at all addresses. @throws EADDRINUSE when there is none. */
  free(): number {
    const held = new Set([...this.#holders].map(({ port }) => port));
    for (let tries = FIRST_FREE; tries <= LAST_PORT; tries++) {
      const port = this.#next;
      this.#next = port === LAST_PORT ? FIRST_FREE : port + 1;
      if (!held.has(port)) return port;
    }
    throw systemError('EADDRINUSE');
  }

  /** @throws EADDRINUSE when somebody else holds the port at one of the addresses. */
  hold(holder: PortHolder): void {
    const isTaken = holder.hosts.some(host =>
      this.#at(holder.port).some(
        other => covers(other, host) || other.hosts.some(its => covers(holder, its)),
      ),
    );
    if (isTaken) throw systemError('EADDRINUSE');
    this.#holders.add(holder);
  }

  /** Takes note that a holder listens, or does not any more. */
  changed(): void {
    const listening = [...this.#holders].filter(({ isListening }) => isListening);
    this.#onListening([...new Set(listening.map(({ port }) => port))]);
  }

  release(holder: PortHolder): void {
    if (this.#holders.delete(holder) && holder.isListening) this.changed();
  }

  /** Who listens at an address. */
  listenerAt({ host, port }: SocketAddress): PortHolder | undefined {
    return this.#at(port).find(holder => holder.isListening && covers(holder, host));
  }

  /** Who listens on a port at any address. */
  listenerOn(port: number): PortHolder | undefined {
    return this.#at(port).find(({ isListening }) => isListening);
  }

  #at(port: number): PortHolder[] {
    return [...this.#holders].filter(holder => holder.port === port);
  }
}

/** Whether a holder has its port at an address, too. */
function covers({ hosts, isOnlyIpv6 }: PortHolder, address: InternetAddress): boolean {
  return hosts.some(host => {
    const isBoth = host.family === AddressFamily.ipv6 && !isOnlyIpv6;
    if (host.isAny) return isBoth || host.family === familyOf(address);
    return plain(host) === plain(address);
  });
}

function familyOf(address: InternetAddress): AddressFamily {
  return plain(address).includes(':') ? AddressFamily.ipv6 : AddressFamily.ipv4;
}

/** The address as a text, the same for one of IPv4 and what stands for it in IPv6. */
function plain(address: InternetAddress): string {
  return address.toString().replace(/^::ffff:(?=.*\.)/, '');
}
