import type { NamedThread, StackBranch } from '../../debug-adapter/protocol/customRequests.ts';
import type { StackEntry } from '../../debug-adapter/protocol/program.ts';

/** Frames that call one another without a fork, the outermost first, and what stands in the last. */
export interface StackBox {
  readonly frames: readonly StackEntry[];
  /** Which of the boxes has called it, by its index; absent for those that nobody has called. */
  readonly caller?: number;
  /** In how many stacks it is. */
  readonly count: number;
  readonly standing: number;
  readonly first: readonly NamedThread[];
}

/** Puts frames together that are in the same stacks, each behind the one that has called it. */
export function boxesOf(branches: readonly StackBranch[]): StackBox[] {
  const boxes: { frames: StackEntry[]; last: StackBranch; caller?: number }[] = [];
  /** In which box each branch is. */
  const boxOf: number[] = [];
  for (const branch of branches) {
    const { caller, name, path, line } = branch;
    const frame = { name, path, line };
    const around = caller === undefined ? undefined : (boxOf[caller] as number);
    const box = around === undefined ? undefined : boxes[around];
    if (around !== undefined && box !== undefined && box.last.count === branch.count) {
      box.frames.push(frame);
      box.last = branch;
      boxOf.push(around);
    } else {
      boxOf.push(boxes.length);
      boxes.push({
        frames: [frame],
        last: branch,
        ...(around === undefined ? {} : { caller: around }),
      });
    }
  }
  return boxes.map(({ last: { count, standing, first }, ...box }) => ({
    ...box,
    count,
    standing,
    first,
  }));
}
