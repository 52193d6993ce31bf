import { InternetAddress, type SocketAddress } from '../../network/address.ts';

/** The first of the addresses that stand for names: 198.18.0.0/15, which nobody else has (RFC 2544, appendix C.2.2). */
const FIRST = 0xc612_0000;
const COUNT = 1 << 17;

/**
 * The names of hosts, each with an address of its own: a page is told no address, and its browser wants to have the
 * name.
 */
export class HostNames {
  readonly #addresses = new Map<string, InternetAddress>();
  readonly #names = new Map<string, string>();

  /** The address that stands for a name; none when there is no other. */
  addressOf(name: string): InternetAddress | undefined {
    const key = name.toLowerCase();
    const known = this.#addresses.get(key);
    if (known !== undefined || this.#addresses.size === COUNT) return known;
    const number = FIRST + this.#addresses.size;
    const address = new InternetAddress(
      Uint8Array.from([24, 16, 8, 0], shift => (number >>> shift) & 0xff),
    );
    this.#addresses.set(key, address);
    this.#names.set(address.toString(), key);
    return address;
  }

  /** Host and port as a URL has them. */
  authorityOf({ host, port }: SocketAddress): string {
    const text = host.toString().replace(/^::ffff:(?=.*\.)/, '');
    const name = this.#names.get(text) ?? (text.includes(':') ? `[${text}]` : text);
    return `${name}:${port}`;
  }
}
