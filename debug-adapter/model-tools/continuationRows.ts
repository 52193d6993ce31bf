import type { ContinuationInfo, TaskInfo } from '../protocol/customRequests.ts';
import type { Location } from '../protocol/program.ts';
import { counted } from './brief.ts';
import { handleOf, taskHandle } from './handles.ts';
import type { Places } from './places.ts';
import { calledBy } from './waits.ts';

/** How many others a row names. */
const MOST_NAMES = 5;

/** What a model is told of a continuation or a task, but for the source at its place. */
export interface Row {
  readonly handle: string;
  readonly label: string;
  /** Its state, why and for whom it waits, and what else there is to say, in this order. */
  readonly parts: readonly string[];
  readonly location: Location | undefined;
  readonly isSystem: boolean;
}

/** All continuations of a program that stands still, and asyncio's tasks, at one moment. */
export class ContinuationRows {
  readonly #continuations: ReadonlyMap<number, ContinuationInfo>;
  readonly #tasks: ReadonlyMap<number, TaskInfo>;
  /** The tasks that a task awaits, and those for which a greenlet runs, by their numbers. */
  readonly #awaited = new Map<number, TaskInfo[]>();
  readonly #served = new Map<number, TaskInfo[]>();
  readonly #stopped: number | undefined;
  readonly #places: Places;

  /** @param stopped the thread that has stopped. */
  constructor(
    continuations: readonly ContinuationInfo[],
    tasks: readonly TaskInfo[],
    stopped: number | undefined,
    places: Places,
  ) {
    this.#continuations = new Map(continuations.map(each => [each.id, each]));
    this.#tasks = new Map(tasks.map(each => [each.id, each]));
    this.#stopped = stopped;
    this.#places = places;
    for (const task of tasks) {
      for (const id of task.awaitedBy) add(this.#awaited, id, task);
      for (const id of task.greenlets) add(this.#served, id, task);
    }
  }

  /** The rows of the continuations, and those of the tasks after them. */
  all(): Row[] {
    return [
      ...[...this.#continuations.values()].map(each => this.#rowOf(each)),
      ...[...this.#tasks.values()].map(each => this.#rowOfTask(each)),
    ];
  }

  #rowOf(continuation: ContinuationInfo): Row {
    const { id, label, state, threadId, resumptions, location, parent, idle } = continuation;
    const isActive = state === 'running' && threadId === this.#stopped;
    const isOver = state === 'dead';
    const [origin] = continuation.createdAt;
    return {
      handle: handleOf(continuation),
      label,
      location,
      isSystem: continuation.isSystem === true,
      parts: [
        isActive ? 'stopped here' : state === 'pending' ? 'not begun' : state,
        ...this.#waitOf(continuation),
        ...mentioned('runs for', (this.#served.get(id) ?? []).map(nameOfTask)),
        ...(isOver ? [] : mentioned('parent', this.#nameOf(parent))),
        ...(resumptions === 0 ? [] : [`resumed ${counted(resumptions, 'time')}`]),
        ...(idle === undefined ? [] : [`ran last ${idle} ms before the stop`]),
        ...(state === 'pending' && origin !== undefined
          ? [`made at ${this.#places.describe(origin)}`]
          : []),
      ],
    };
  }

  #waitOf(continuation: ContinuationInfo): string[] {
    if (continuation.state !== 'suspended') return [];
    const called = calledBy(continuation, this.#continuations);
    if (called !== undefined) return [`waits for ${nameOf(called)}, which returns control to it`];
    const [passedTo] = this.#nameOf(continuation.passedTo);
    const wait = 'waits to be switched to';
    return [passedTo === undefined ? wait : `gave control to ${passedTo}, and ${wait}`];
  }

  #rowOfTask(task: TaskInfo): Row {
    const { id, label, state, location, awaitedBy } = task;
    const waiters = awaitedBy.map(other => {
      const known = this.#tasks.get(other);
      return known === undefined ? taskHandle(other) : nameOfTask(known);
    });
    return {
      handle: taskHandle(id),
      label,
      location,
      isSystem: false,
      parts: [
        `task, ${state === 'pending' ? 'ready to run' : state}`,
        ...this.#awaitOf(task),
        ...mentioned('awaited by', waiters),
      ],
    };
  }

  /** Other tasks, or the greenlet that runs on its behalf, or what nobody else runs. */
  #awaitOf({ id, greenlets: [first], awaits }: TaskInfo): string[] {
    const tasks = (this.#awaited.get(id) ?? []).map(nameOfTask);
    const greenlet = this.#nameOf(first);
    const others = [...tasks, ...greenlet];
    if (others.length === 0) return mentioned('awaits', awaits === undefined ? [] : [awaits]);
    const last = awaits === undefined ? '' : `, which awaits ${awaits}`;
    return mentioned('awaits', others).map(text => `${text}${last}`);
  }

  /** One name, or none of what is not known. */
  #nameOf(id: number | undefined): string[] {
    const found = id === undefined ? undefined : this.#continuations.get(id);
    return found === undefined ? [] : [nameOf(found)];
  }
}

function add(map: Map<number, TaskInfo[]>, id: number, task: TaskInfo): void {
  const known = map.get(id);
  if (known === undefined) map.set(id, [task]);
  else known.push(task);
}

function mentioned(how: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const rest = names.length - MOST_NAMES;
  const more = rest > 0 ? ` and ${rest.toLocaleString('en')} more` : '';
  return [`${how} ${names.slice(0, MOST_NAMES).join(', ')}${more}`];
}

function nameOf(continuation: ContinuationInfo): string {
  return named(handleOf(continuation), continuation.label);
}

function nameOfTask({ id, label }: TaskInfo): string {
  return named(taskHandle(id), label);
}

/** A label, with the handle where that does not tell it. */
function named(handle: string, label: string): string {
  return label === handle || label.endsWith(`(${handle})`) ? label : `${label} (${handle})`;
}
