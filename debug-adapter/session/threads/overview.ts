import type { NamedThread, SuspensionPlace } from '../../protocol/customRequests.ts';
import type { Continuation, ListedTask, Location } from '../../protocol/program.ts';
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
  const named = (continuation: Continuation | ListedTask): NamedThread => ({
    threadId: session.threadIds.of(continuation.context),
    label: threadIdentity(continuation),
  });

  const describePlace = (
    standing: readonly (Continuation | ListedTask)[],
    at: Location,
  ): SuspensionPlace => ({
    ...clientPlace(session, at),
    count: standing.length,
    first: standing.slice(0, MOST_NAMED).map(named),
    functions: [...new Set(standing.map(({ name }) => name))].slice(0, MOST_FUNCTIONS),
  });

  return {
    overview: async () => {
      if (!session.hasDebuggee) return { live: 0, places: [], hits: [] };
      const { debuggee } = session;
      const live = threads.liveCount;
      if (!debuggee.isStopped || !debuggee.hasBegun) return { live, places: [], hits: [] };
      // All at once: the program may be told to go on before the first answer is here.
      const [hits] = await Promise.all([debuggee.inspect('breakpointHits', {}), threads.learn()]);
      const all = threads.known;
      const active = all.find(({ context }) => context === threads.stoppedIn);
      const suspended = all.filter(continuation => continuation !== active);
      const byPlace = Map.groupBy(suspended, ({ location }) =>
        location === undefined ? undefined : `${location.path}:${location.line}`,
      );
      return {
        live: threads.liveCount,
        ...(active === undefined ? {} : { active: named(active) }),
        places: [...byPlace.values()].flatMap(standing => {
          const at = standing[0]?.location;
          return at === undefined ? [] : [describePlace(standing, at)];
        }),
        hits,
      };
    },
  };
}
