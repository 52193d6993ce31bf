import { partial, type SyscallFamily, suspendingSyscall, syscall } from './syscall.ts';

/** A character cell's size, for programs that ask in pixels. */
const CELL_WIDTH = 8;
const CELL_HEIGHT = 16;

/** The terminal's size and modes (`__wasi_tty_t`, 24 bytes), in WASIX. */
export const terminalCalls: SyscallFamily = {
  tty_get: partial(
    `the size in pixels is that of cells of ${CELL_WIDTH} by ${CELL_HEIGHT}`,
    syscall(['state: pointer'], ({ memory, process }, address) => {
      const { columns, rows } = process.terminalSize;
      const { echo, lineBuffered } = process.terminalModes;
      memory.setUint32(address, columns);
      memory.setUint32(address + 4, rows);
      memory.setUint32(address + 8, columns * CELL_WIDTH);
      memory.setUint32(address + 12, rows * CELL_HEIGHT);
      for (const fd of [0, 1, 2]) {
        const isTerminal = process.descriptors.find(fd)?.isTerminal ?? false;
        memory.setUint8(address + 16 + fd, isTerminal ? 1 : 0);
      }
      memory.setUint8(address + 19, echo ? 1 : 0);
      memory.setUint8(address + 20, lineBuffered ? 1 : 0);
      memory.setUint8(address + 21, 0);
    }),
  ),

  tty_set: partial(
    'sets echo and lines; the size is that of the window',
    suspendingSyscall(['state: pointer'], ({ memory, process }, address) => {
      process.terminalModes = {
        echo: memory.getUint8(address + 19) !== 0,
        lineBuffered: memory.getUint8(address + 20) !== 0,
      };
      return process.onTerminalModes(process.terminalModes);
    }),
  ),
};
