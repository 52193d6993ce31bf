import { fillRandom } from '../random.ts';
import { type SyscallFamily, syscall } from './syscall.ts';

export const randomCalls: SyscallFamily = {
  random_get: syscall(['buffer: pointer', 'length: size'], (thread, buffer, length) =>
    fillRandom(thread.memory.slice(buffer, length)),
  ),
};
