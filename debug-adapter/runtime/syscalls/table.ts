import { argumentCalls } from './arguments.ts';
import { clockCalls, wasixClockCalls } from './clocks.ts';
import { contextCalls } from './contexts.ts';
import { descriptorCalls, wasixDescriptorCalls } from './descriptors.ts';
import { dynamicLinkingCalls } from './dynamicLinking.ts';
import { epollCalls } from './epoll.ts';
import { madeFunctionCalls } from './madeFunctions.ts';
import { pathCalls, wasixPathCalls } from './paths.ts';
import { pollCalls } from './poll.ts';
import { portCalls } from './ports.ts';
import { processCalls, wasixProcessCalls } from './processes.ts';
import { randomCalls } from './random.ts';
import { socketOptionCalls } from './socketOptions.ts';
import { socketCalls, wasixSocketCalls } from './sockets.ts';
import type { SyscallFamily } from './syscall.ts';
import { terminalCalls } from './terminal.ts';
import { threadCalls, threadSpawnCalls } from './threads.ts';
import { unstableCalls } from './unstable.ts';

const preview1: SyscallFamily = {
  ...argumentCalls,
  ...clockCalls,
  ...descriptorCalls,
  ...pathCalls,
  ...pollCalls,
  ...processCalls,
  ...randomCalls,
  ...socketCalls,
};

/** Every system call of WASI and WASIX, by import module and name. */
export const SYSCALLS: Readonly<Record<string, SyscallFamily>> = {
  wasi_snapshot_preview1: preview1,
  wasi_unstable: unstableCalls(preview1),
  wasi: threadSpawnCalls,
  wasix_32v1: {
    ...contextCalls,
    ...dynamicLinkingCalls,
    ...epollCalls,
    ...madeFunctionCalls,
    ...portCalls,
    ...socketOptionCalls,
    ...terminalCalls,
    ...threadCalls,
    ...wasixClockCalls,
    ...wasixDescriptorCalls,
    ...wasixPathCalls,
    ...wasixProcessCalls,
    ...wasixSocketCalls,
  },
};
