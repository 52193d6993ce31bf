import { fillRandom } from '../random.ts';
import { localSyscall, type SyscallFamily } from './syscall.ts';

export const randomCalls: SyscallFamily = {
  random_get: localSyscall(['buffer: pointer', 'length: size'], (thread, buffer, length) =>
    fillRandom(thread.memory.slice(buffer, length)),
  ),
};
