import { fillRandom } from '../random.ts';
import { localSyscall, type SyscallFamily } from './syscall.ts';

export const randomCalls: SyscallFamily = {
  random_get: localSyscall(['buffer: pointer', 'length: size'], ({ memory }, buffer, length) => {
    const bytes = memory.slice(buffer, length);
    fillRandom(bytes);
    memory.filled([bytes], length);
  }),
};
