import type { NamedThread, StackBranch } from '../../protocol/customRequests.ts';
import type { StackEntry } from '../../protocol/program.ts';

/** How many of those that stand in one frame are told of by name. */
const MOST_NAMED = 20;

interface Node {
  readonly frame: StackEntry;
  count: number;
  standing: number;
  readonly first: NamedThread[];
  readonly callees: Map<string, Node>;
}

/** Stacks, merged from their outermost frames on. */
export class StackForest {
  readonly #roots = new Map<string, Node>();

  /** @param frames the innermost one first. */
  add(frames: readonly StackEntry[], continuation: NamedThread): void {
    let level = this.#roots;
    let innermost: Node | undefined;
    for (const frame of frames.toReversed()) {
      const key = `${frame.line}:${frame.name}:${frame.path}`;
      let node = level.get(key);
      if (node === undefined) {
        node = { frame, count: 0, standing: 0, first: [], callees: new Map() };
        level.set(key, node);
      }
      node.count++;
      level = node.callees;
      innermost = node;
    }
    if (innermost === undefined) return;
    innermost.standing++;
    if (innermost.first.length < MOST_NAMED) innermost.first.push(continuation);
  }

  /** All frames, each behind the one that called it. A recursion may be thousands of calls deep. */
  branches(): StackBranch[] {
    const branches: StackBranch[] = [];
    const open = inOrder(this.#roots).map(node => ({ node, caller: -1 }));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { node, caller } = next;
      const { frame, count, standing, first } = node;
      const index = branches.length;
      branches.push({ ...frame, ...(caller < 0 ? {} : { caller }), count, standing, first });
      for (const callee of inOrder(node.callees)) open.push({ node: callee, caller: index });
    }
    return branches;
  }
}

/** The most frequent last, as they are taken from the end. */
function inOrder(level: ReadonlyMap<string, Node>): Node[] {
  return [...level.values()].reverse().sort((a, b) => a.count - b.count);
}
