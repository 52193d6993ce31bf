/** Addresses of sockets in the guest's memory. */
import { systemError } from '../errno.ts';
import type { GuestMemory } from '../memory.ts';
import { AddressFamily, InternetAddress, type SocketAddress } from '../network/address.ts';

/** The size of a `__wasi_addr_port_t`. */
const ADDRESS_SIZE = 110;

/** Reads a `__wasi_addr_port_t`: the family, the port, and the host in network byte order. */
export function readAddress(memory: GuestMemory, address: number): SocketAddress {
  const family = memory.getUint8(address);
  if (family !== AddressFamily.ipv4 && family !== AddressFamily.ipv6) {
    throw systemError('EAFNOSUPPORT');
  }
  const size = family === AddressFamily.ipv4 ? 4 : 16;
  return {
    port: memory.getUint16(address + 2),
    host: new InternetAddress(Uint8Array.from(memory.slice(address + 4, size))),
  };
}

/** Writes a `__wasi_addr_port_t`; without an address, one that has only its family. */
export function writeAddress(
  memory: GuestMemory,
  address: number,
  family: AddressFamily,
  value: SocketAddress | undefined,
): void {
  memory.clear(address, ADDRESS_SIZE);
  if (value === undefined) {
    memory.setUint8(address, family === AddressFamily.unix ? family : AddressFamily.unspecified);
    return;
  }
  memory.setUint8(address, value.host.family);
  memory.setUint16(address + 2, value.port);
  memory.write(address + 4, value.host.bytes);
}

/** Writes a `__wasi_addr_ip_t`. */
export function writeHost(memory: GuestMemory, address: number, host: InternetAddress): void {
  memory.setUint8(address, host.family);
  memory.write(address + 2, host.bytes);
}
