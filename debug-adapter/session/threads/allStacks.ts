import type { ContinuationStack } from '../../protocol/customRequests.ts';
import { isStackless } from '../../protocol/messages.ts';
import type { StackEntry, StackFrame } from '../../protocol/program.ts';
import type { SessionConfiguration } from '../program/launchConfiguration.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { clientPlace, clientPlaces } from '../sources/clientPlace.ts';
import { StackForest } from './stackForest.ts';
import { threadIdentity } from './threadName.ts';
import type { ThreadArea } from './threads.ts';

/** How many stacks the agent is asked for at once: it hears nothing else meanwhile. */
const STACKS_AT_ONCE = 500;

/** A continuation's own frames, the innermost first. */
interface ContextStack {
  readonly context: number;
  readonly frames: readonly StackEntry[];
}

/** Answers what a client asks of many stacks at once. */
export function allStacksHandlers(session: Session, threads: ThreadArea): RequestHandlers {
  const describeFrame = (frame: StackFrame): StackEntry | undefined => {
    if (frame.kind === 'label') return undefined;
    const { name, path, line } = frame;
    return clientPlace(session, { name, path, line });
  };

  async function* read(contexts: readonly number[], count: number): AsyncGenerator<ContextStack> {
    for (let rest = contexts; rest.length > 0; ) {
      const { frames, stacks } = await session.debuggee.inspect('stacks', {
        contexts: rest.slice(0, STACKS_AT_ONCE),
        start: 0,
        count,
      });
      const described = frames.map(describeFrame);
      for (const stack of stacks) {
        const all = stack.frames.map(index => described[index]);
        // What follows under a label is of others: who made it, and who switched to it and stands there still.
        const label = all.indexOf(undefined);
        const own = label < 0 ? all : all.slice(0, label);
        yield { context: stack.context, frames: own as StackEntry[] };
      }
      // The agent tells no more of them than it can at once.
      const last = stacks.at(-1)?.context;
      rest = last === undefined ? [] : rest.slice(rest.indexOf(last) + 1);
    }
  }

  /** asyncio's tasks that are on no other continuation's stack. */
  async function* readTasks(): AsyncGenerator<ContextStack & { label: string }> {
    const { tasks: how } = session.configuration as SessionConfiguration;
    if (how === 'off') return;
    const { tasks } = await session.debuggee.inspect('taskList', { start: 0, count: 0 });
    const toClient = clientPlaces(session);
    for (const task of tasks) {
      if (task.runner !== undefined) continue;
      const frames = task.frames.map(toClient);
      yield { context: task.context, frames, label: threadIdentity(task) };
    }
  }

  return {
    stacks: async ({ threadIds, levels = 0 }) => {
      const contexts = [...new Set(threadIds)].map(id => threads.hiddenContextOf(id));
      const stacks: ContinuationStack[] = [];
      for await (const { context, frames } of read(contexts, levels)) {
        stacks.push({ threadId: session.threadIds.of(context), frames });
      }
      return { stacks };
    },

    parallelStacks: async () => {
      await threads.learn();
      const forest = new StackForest();
      let total = 0;
      const add = ({ context, frames }: ContextStack, label: string): void => {
        forest.add(frames, { threadId: session.threadIds.of(context), label });
        total++;
      };
      const { stoppedIn } = threads;
      const continuations = threads.known
        .filter(({ context }) => !isStackless(context))
        .sort((a, b) => Number(b.context === stoppedIn) - Number(a.context === stoppedIn));
      const labels = new Map(continuations.map(each => [each.context, threadIdentity(each)]));
      for await (const stack of read([...labels.keys()], 0)) {
        add(stack, labels.get(stack.context) as string);
      }
      for await (const task of readTasks()) add(task, task.label);
      return { branches: forest.branches(), total, active: session.threadIds.of(stoppedIn) };
    },
  };
}
