import type {
  ContinuationInfo,
  ShowContinuationArguments,
  TaskInfo,
} from '../../protocol/customRequests.ts';
import { contextOfGenerator } from '../../protocol/messages.ts';
import type { TaskEntry, TreeEntry } from '../../protocol/program.ts';
import type { RecordedSwitch } from '../../runtime/switchLog.ts';
import { noSuchContinuation } from '../errors.ts';
import type { Debuggee } from '../program/debuggee.ts';
import type { SessionConfiguration } from '../program/launchConfiguration.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { clientPlaces } from '../sources/clientPlace.ts';
import { ContinuationTree } from './continuationTree.ts';
import { Departures } from './departures.ts';
import { type LiveContext, LiveContinuations } from './liveContinuations.ts';
import { threadIdentity } from './threadName.ts';
import type { ThreadArea } from './threads.ts';

type ToClient = ReturnType<typeof clientPlaces>;

/** What clients can ask of continuations that the protocol has no words for. */
export function continuationHandlers(session: Session, threads: ThreadArea): RequestHandlers {
  const departures = new Departures();
  const live = new LiveContinuations();
  const tree = new ContinuationTree();

  /** What only the host knows of a continuation that was left. */
  const describeDeparture = (
    departure: RecordedSwitch | undefined,
    now: number,
  ): Pick<ContinuationInfo, 'passedTo' | 'idle'> => {
    if (departure === undefined) return {};
    const passedTo = threads.continuationOf(departure.to);
    const idle = Math.max(0, Math.round(now - departure.time));
    return { ...(passedTo === undefined ? {} : { passedTo }), idle };
  };

  const describe = (
    { location, createdAt, ...entry }: TreeEntry,
    left: ReadonlyMap<number, RecordedSwitch>,
    toClient: ToClient,
  ): ContinuationInfo => {
    const { context } = entry;
    const isAlive = entry.state === 'suspended' || entry.state === 'running';
    return {
      ...entry,
      label: context === undefined ? entry.name : threadIdentity({ context, name: entry.name }),
      // One that is not shown gets its number, too: whoever asks for it by that makes it shown.
      ...(isAlive ? { threadId: session.threadIds.of(context as number) } : {}),
      ...(location === undefined ? {} : { location: toClient(location) }),
      createdAt: createdAt.map(toClient),
      ...(entry.state === 'suspended'
        ? describeDeparture(left.get(context as number), threads.stoppedAt)
        : {}),
    };
  };

  const threadOf = ({
    continuationId = 0,
    taskId,
    generatorId,
  }: ShowContinuationArguments): Promise<number | undefined> => {
    if (taskId !== undefined) return threads.threadOfStackless(-taskId);
    if (generatorId === undefined) return threads.threadOf(continuationId);
    return threads.threadOfStackless(contextOfGenerator(generatorId));
  };

  /** The contexts of a program that runs. */
  const liveContexts = ({ contexts, switches }: Debuggee): LiveContext[] => {
    const left = departures.read(switches);
    return contexts.snapshot().map(context => ({
      ...context,
      departure: describeDeparture(left.get(context.id), Date.now()),
    }));
  };

  const describeTask = (task: TaskEntry, toClient: ToClient): TaskInfo => {
    const { context, runner, name: coroutine, task: name, location, frames, ...entry } = task;
    const threadId = session.threadIds.find(runner ?? context);
    return {
      ...entry,
      id: -context,
      name,
      coroutine,
      label: threadIdentity(task),
      ...(threadId === undefined ? {} : { threadId }),
      ...(location === undefined ? {} : { location: toClient(location) }),
      frames: frames.map(toClient),
    };
  };

  return {
    stepToSwitch: async () => {
      await session.resume('stepToSwitch', {});
      session.reportContinued();
      return undefined;
    },

    runToContinuation: async ({ threadId, continuationId, taskId }) => {
      if (continuationId !== undefined) {
        await session.resume('runTo', { greenlet: continuationId });
      } else if (taskId !== undefined) {
        await session.resume('runTo', { task: -taskId });
      } else {
        await session.resume('runTo', await threads.targetOf(threadId ?? 0));
      }
      session.reportContinued();
      return undefined;
    },

    stopAtResumptions: async ({ continuationId, isWanted }) => {
      await session.debuggee.inspect('stopAtResumptions', { greenlet: continuationId, isWanted });
      return undefined;
    },

    showContinuation: async named => {
      const threadId = named.threadId ?? (await threadOf(named));
      if (threadId === undefined) throw noSuchContinuation();
      threads.select(threadId);
      return { threadId };
    },

    continuations: async ({ start = 0, count = 0 }) => {
      const { debuggee } = session;
      if (!debuggee.isStopped) {
        const isElsewhere = (context: number): boolean => threads.isElsewhere(context);
        return live.page(debuggee, liveContexts(debuggee), isElsewhere, { start, count });
      }
      // A number that is given to a continuation of another thread stays while that is known.
      await threads.learn();
      const all = await tree.read(debuggee);
      const left = departures.read(debuggee.switches);
      const page = all.slice(start, count === 0 ? undefined : start + count);
      const toClient = clientPlaces(session);
      const continuations = page.map(entry => describe(entry, left, toClient));
      live.remember(debuggee, start, continuations);
      return { continuations, total: all.length };
    },

    tasks: async ({ start = 0, count = 0 }) => {
      await threads.learn();
      const { tasks: how } = session.configuration as SessionConfiguration;
      if (how === 'off') return { tasks: [], total: 0 };
      const { tasks, total } = await session.debuggee.inspect('taskList', { start, count });
      const toClient = clientPlaces(session);
      return { tasks: tasks.map(task => describeTask(task, toClient)), total };
    },

    terminateThreads: async ({ threadIds = [] }) => {
      for (const threadId of threadIds) {
        await session.debuggee.inspect('throwExit', { context: threads.contextOf(threadId) });
      }
      threads.reportChanges();
      session.emit('invalidated', { areas: ['threads', 'stacks', 'variables'] });
      return undefined;
    },
  };
}
