import type {
  ContinuationInfo,
  ShowContinuationArguments,
  TaskInfo,
} from '../../debug-adapter/protocol/customRequests.ts';
import { contextOfThread } from '../../debug-adapter/protocol/messages.ts';
import type { KnownContinuation, Place } from './model/lanes.ts';

/** How the editor leads to a continuation. */
export interface Target {
  /** Of one that the Call Stack view can show while the program stands still. */
  readonly arguments: ShowContinuationArguments | undefined;
  /** Where it stands, or was made. */
  readonly place: Place | undefined;
}

/** The continuations and tasks of a program that stands still, as the timeline shows them. */
export class ShownContinuations {
  readonly known: readonly KnownContinuation[];
  readonly #targets = new Map<number, Target>();

  constructor(continuations: readonly ContinuationInfo[], tasks: readonly TaskInfo[]) {
    const byId = new Map(continuations.map(info => [info.id, info]));
    const started = continuations.flatMap(info => {
      const { context, threadId, location, createdAt } = info;
      if (context === undefined) return [];
      const args = threadId === undefined ? undefined : { continuationId: info.id };
      this.#targets.set(context, { arguments: args, place: location ?? createdAt[0] });
      return [knownOf(info, context, byId)];
    });
    const contextOf = (id: number): number[] => {
      const context = byId.get(id)?.context;
      return context === undefined ? [] : [context];
    };
    this.known = [
      ...started,
      ...tasks.map(({ id, label, location, awaits, greenlets }) => {
        this.#targets.set(-id, { arguments: { taskId: id }, place: location });
        return {
          context: -id,
          thread: 0,
          label,
          place: location,
          isAlive: true,
          ...(awaits === undefined ? {} : { awaits }),
          greenlets: greenlets.flatMap(contextOf),
        };
      }),
    ];
  }

  /** @param context as the timeline's lanes have it. */
  find(context: number): Target | undefined {
    return this.#targets.get(context);
  }
}

function knownOf(
  { label, location, threadId, id }: ContinuationInfo,
  context: number,
  byId: ReadonlyMap<number, ContinuationInfo>,
): KnownContinuation {
  const thread = threadOf(id, byId);
  return { context, thread, label, place: location, isAlive: threadId !== undefined };
}

/** The main context of a continuation's thread: that of the oldest of its ancestors. */
function threadOf(id: number, byId: ReadonlyMap<number, ContinuationInfo>): number {
  let oldest = id;
  for (let parent = byId.get(id)?.parent; parent !== undefined; parent = byId.get(parent)?.parent) {
    oldest = parent;
  }
  // The main one of the main thread has the number 0, and those of others have negative ones.
  return contextOfThread(Math.max(0, -oldest));
}
