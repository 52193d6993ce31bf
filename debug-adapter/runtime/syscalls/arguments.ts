import type { GuestMemory } from '../memory.ts';
import { encodeText } from '../text.ts';
import { type SyscallFamily, syscall } from './syscall.ts';

/** The program's arguments and environment. */
export const argumentCalls: SyscallFamily = {
  args_sizes_get: syscall(['count: pointer', 'size: pointer'], (thread, count, size) =>
    writeSizes(thread.memory, thread.process.args, count, size),
  ),
  args_get: syscall(['argv: pointer', 'buffer: pointer'], (thread, argv, buffer) =>
    writeStrings(thread.memory, thread.process.args, argv, buffer),
  ),
  environ_sizes_get: syscall(['count: pointer', 'size: pointer'], (thread, count, size) =>
    writeSizes(thread.memory, environment(thread.process.env), count, size),
  ),
  environ_get: syscall(['environ: pointer', 'buffer: pointer'], (thread, environ, buffer) =>
    writeStrings(thread.memory, environment(thread.process.env), environ, buffer),
  ),
};

function environment(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

function writeSizes(
  memory: GuestMemory,
  strings: readonly string[],
  count: number,
  size: number,
): void {
  memory.setUint32(count, strings.length);
  memory.setUint32(
    size,
    strings.reduce((sum, text) => sum + encodeText(text).length + 1, 0),
  );
}

function writeStrings(
  memory: GuestMemory,
  strings: readonly string[],
  pointers: number,
  buffer: number,
): void {
  let address = buffer;
  strings.forEach((text, index) => {
    const bytes = encodeText(`${text}\0`);
    memory.setUint32(pointers + 4 * index, address);
    memory.write(address, bytes);
    address += bytes.length;
  });
}
