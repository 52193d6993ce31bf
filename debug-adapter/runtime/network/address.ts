/** `__wasi_address_family_t`. */
export const AddressFamily = { unspecified: 0, ipv4: 1, ipv6: 2, unix: 3 } as const;
export type AddressFamily = (typeof AddressFamily)[keyof typeof AddressFamily];
export type InternetFamily = typeof AddressFamily.ipv4 | typeof AddressFamily.ipv6;

/** An Internet address: 4 bytes of IPv4 or 16 of IPv6, in network byte order. */
export class InternetAddress {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /**
   * @param text as RFC 4291 section 2.2 and RFC 6943 section 3.1.1's strict form
   * have it: `127.0.0.1`, `::1`, `::ffff:127.0.0.1`; a zone (`%eth0`) is left out.
   */
  static parse(text: string): InternetAddress {
    const [address = ''] = text.split('%');
    if (!address.includes(':')) return new InternetAddress(parseIpv4(address));
    const [head = '', tail] = address.split('::');
    const front = parseGroups(head);
    const back = tail === undefined ? [] : parseGroups(tail);
    const bytes = new Uint8Array(16);
    bytes.set(front);
    bytes.set(back, bytes.length - back.length);
    return new InternetAddress(bytes);
  }

  static any(family: InternetFamily): InternetAddress {
    return new InternetAddress(new Uint8Array(family === AddressFamily.ipv4 ? 4 : 16));
  }

  static loopback(family: InternetFamily): InternetAddress {
    return InternetAddress.parse(family === AddressFamily.ipv4 ? '127.0.0.1' : '::1');
  }

  get family(): InternetFamily {
    return this.bytes.length === 4 ? AddressFamily.ipv4 : AddressFamily.ipv6;
  }

  /** Whether it stands for all addresses of the machine, as an address to listen on. */
  get isAny(): boolean {
    return (this.#mappedIpv4 ?? this.bytes).every(byte => byte === 0);
  }

  /** Whether what is sent there stays on this machine. */
  get isLoopback(): boolean {
    const ipv4 = this.bytes.length === 4 ? this.bytes : this.#mappedIpv4;
    if (ipv4 !== undefined) return ipv4[0] === 127;
    return this.bytes[15] === 1 && this.bytes.subarray(0, 15).every(byte => byte === 0);
  }

  /** The same address for sockets of a family: those of IPv6 have IPv4 ones mapped. */
  inFamily(family: InternetFamily): InternetAddress {
    if (family === this.family || family === AddressFamily.ipv4) return this;
    return InternetAddress.parse(`::ffff:${this}`);
  }

  toString(): string {
    if (this.bytes.length === 4) return this.bytes.join('.');
    const mapped = this.#mappedIpv4;
    if (mapped !== undefined) return `::ffff:${mapped.join('.')}`;
    const groups = Array.from({ length: 8 }, (_, index) =>
      (((this.bytes[2 * index] as number) << 8) | (this.bytes[2 * index + 1] as number)).toString(
        16,
      ),
    );
    return groups.join(':');
  }

  /** The IPv4 address that an IPv6 one of the form `::ffff:a.b.c.d` stands for. */
  get #mappedIpv4(): Uint8Array | undefined {
    if (this.bytes.length === 4) return undefined;
    const isMapped =
      this.bytes.subarray(0, 10).every(byte => byte === 0) &&
      this.bytes[10] === 0xff &&
      this.bytes[11] === 0xff;
    return isMapped ? this.bytes.subarray(12) : undefined;
  }
}

/** Where a socket is, or is to reach. */
export interface SocketAddress {
  readonly host: InternetAddress;
  readonly port: number;
}

/** The address as people write it. */
export function describeAddress({ host, port }: SocketAddress): string {
  return host.family === AddressFamily.ipv6 ? `[${host}]:${port}` : `${host}:${port}`;
}

function parseIpv4(text: string): Uint8Array {
  return Uint8Array.from(text.split('.'), Number);
}

function parseGroups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap(group => {
    if (group.includes('.')) return [...parseIpv4(group)];
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
