import { absent, actsInside, directSyscall, localSyscall, type SyscallFamily } from './syscall.ts';

const OTHER_STACKS =
  'only for modules that keep their stack in memory (Asyncify); contexts need none';

/** Contexts, in WASIX: see `contexts.ts`. */
export const contextCalls: SyscallFamily = {
  ...absent({
    stack_checkpoint: OTHER_STACKS,
    stack_restore: OTHER_STACKS,
  }),

  ...actsInside({
    context_create: localSyscall(
      ['context: pointer', 'entrypoint: u32'],
      (thread, address, entrypoint) => {
        // Touch it first: a pointer that is no good must not leave a context behind.
        thread.memory.getBigUint64(address);
        thread.memory.setBigUint64(address, BigInt(thread.contexts.create(entrypoint)));
      },
    ),

    context_switch: directSyscall(['target: u64'], (thread, target) =>
      thread.contexts.switch(Number(target)),
    ),

    context_destroy: localSyscall(['context: u64'], (thread, context) =>
      thread.contexts.destroy(Number(context)),
    ),
  }),
};
