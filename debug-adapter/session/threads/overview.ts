import type { NamedThread, SuspensionPlace } from '../../protocol/customRequests.ts';
import { isStackless } from '../../protocol/messages.ts';
import type { Continuation, TaskPlace } from '../../protocol/program.ts';
import type { SessionConfiguration } from '../program/launchConfiguration.ts';
import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';
import { clientPlace } from '../sources/clientPlace.ts';
import { threadIdentity } from './threadName.ts';
import type { ThreadArea } from './threads.ts';

/** How many of those that stand at one line are told of by name. */
const MOST_NAMED = 20;

/** How many functions are told of that continuations at one line run. */
const MOST_FUNCTIONS = 4;

/** Answers what an editor shows of a program without being asked to. */
export function overviewHandlers(session: Session, threads: ThreadArea): RequestHandlers {
  const named = (continuation: Continuation): NamedThread => ({
    threadId: session.threadIds.of(continuation.context),
    label: threadIdentity(continuation),
  });

  const placeOfContinuations = (standing: readonly Continuation[]): SuspensionPlace[] => {
    const at = standing[0]?.location;
    if (at === undefined) return [];
    return [
      {
        ...clientPlace(session, at),
        count: standing.length,
        first: standing.slice(0, MOST_NAMED).map(named),
        functions: functionsOf(standing.map(({ name }) => name)),
      },
    ];
  };

  const placeOfTasks = ({ first, ...place }: TaskPlace): SuspensionPlace => {
    const location = { path: place.path, line: place.line };
    return {
      ...clientPlace(session, place),
      first: first.map(task => threads.nameTask({ ...task, location })),
    };
  };

  /** Of all tasks, whatever is shown as threads. */
  const tasksByPlace = async (): Promise<readonly TaskPlace[]> => {
    const { tasks } = session.configuration as SessionConfiguration;
    return tasks === 'off' ? [] : session.debuggee.inspect('taskPlaces', {});
  };

  return {
    overview: async () => {
      if (!session.hasDebuggee) return { live: 0, places: [], hits: [] };
      const { debuggee } = session;
      const live = threads.liveCount;
      if (!debuggee.isStopped || !debuggee.hasBegun) return { live, places: [], hits: [] };
      // All at once: the program may be told to go on before the first answer is here.
      const [hits, taskPlaces] = await Promise.all([
        debuggee.inspect('breakpointHits', {}),
        tasksByPlace(),
        threads.learn(),
      ]);
      const all = threads.known.filter(({ context }) => !isStackless(context)) as Continuation[];
      const active = all.find(({ context }) => context === threads.stoppedIn);
      const suspended = all.filter(continuation => continuation !== active);
      const byPlace = Map.groupBy(suspended, ({ location }) => location && keyOf(location));
      return {
        live: threads.liveCount,
        ...(active === undefined ? {} : { active: named(active) }),
        places: joined([
          ...[...byPlace.values()].flatMap(placeOfContinuations),
          ...taskPlaces.map(placeOfTasks),
        ]),
        hits,
      };
    },
  };
}

/** Places of which some may be the same. */
function joined(places: readonly SuspensionPlace[]): SuspensionPlace[] {
  return [...Map.groupBy(places, keyOf).values()].map(same => ({
    ...(same[0] as SuspensionPlace),
    count: same.reduce((sum, { count }) => sum + count, 0),
    first: same.flatMap(({ first }) => first).slice(0, MOST_NAMED),
    functions: functionsOf(same.flatMap(({ functions }) => functions)),
  }));
}

function keyOf({ path, line }: { readonly path: string; readonly line: number }): string {
  return `${path}:${line}`;
}

/** Each once, as many as are told of. */
function functionsOf(names: readonly string[]): string[] {
  return [...new Set(names)].slice(0, MOST_FUNCTIONS);
}
