/**
 * The requests that this adapter answers beside those of the Debug Adapter
 * Protocol. Any client may send them; `threadId` is a thread of the protocol,
 * and a continuation's `id` is its own: it has that before it starts, and keeps
 * it when it is dead.
 */
import type { BreakpointHits } from './breakpoints.ts';
import type {
  GeneratorEntry,
  GeneratorPlace,
  Location,
  StackEntry,
  TaskEntry,
  TreeEntry,
} from './program.ts';

/*
 * `resume`: lets the program go on, as the protocol's `continue` does, and has the client know of it
 * by an event: for who asks past the client's own views.
 */

/*
 * `reverseToSwitch`: takes a recorded program back to the last line that began after control had
 * passed from one continuation to another, or to its first line.
 */

/**
 * `reverseToChange`: takes a recorded program back to the line that has set a variable last, or to its
 * first line. The variable is named as in the protocol's `dataBreakpointInfo`.
 */
export interface ReverseToChangeArguments {
  readonly variablesReference?: number;
  /** The name of a variable in the reference; without one, an expression in the frame. */
  readonly name: string;
  readonly frameId?: number;
}

/**
 * `travelTo`: takes a recorded program, backwards or forwards, to the first line that begins after control has passed
 * from one continuation to another by an instruction, or by a later one.
 */
export interface TravelToArguments {
  /** Its number, as a `switchPage` of the program tells it. */
  readonly instruction: number;
}

/**
 * `replayPosition`: where a recorded program stands that is debugged. Positions count the instructions of Python's
 * bytecode that have begun, and are the same in every replay of a recording; where an exception comes out of one of
 * them is half-way to the next.
 */
export interface ReplayPositionResponse {
  readonly position: number;
  /** Where the program's first line begins, before which it cannot be. */
  readonly first: number;
  /** How many instructions there are, if the replay has been at the end. */
  readonly end?: number;
}

/**
 * `goToPosition`: takes a recorded program to a position, or to its first or last line where that is before or behind
 * all of it: an event `stopped` follows.
 */
export interface GoToPositionArguments {
  readonly position: number;
}

/** `stepToSwitch`: runs until control passes from one continuation to another. */
export interface StepToSwitchArguments {
  readonly threadId?: number;
}

/** A continuation, named in one of these ways. */
interface NamedContinuation {
  readonly threadId?: number;
  readonly continuationId?: number;
  /** Of a task, as in {@link TaskInfo}. */
  readonly taskId?: number;
}

/** `runToContinuation`: runs until control comes to one continuation. */
export type RunToContinuationArguments = NamedContinuation;

/** `stopAtResumptions`: whether to stop each time that control comes to one continuation. */
export interface StopAtResumptionsArguments {
  readonly continuationId: number;
  readonly isWanted: boolean;
}

/**
 * `showContinuation`: makes a continuation that lives a thread, if it is none because of
 * `maxThreads`, `threadFilter` or `tasks`, and the one that the client shows: an event `stopped` follows,
 * which is about that thread alone. The program has to stand still. A generator that is suspended
 * can be shown likewise, though it cannot be stepped: its thread has its frames and variables.
 */
export interface ShowContinuationArguments extends NamedContinuation {
  /** Of a generator, as in {@link GeneratorInfo}. */
  readonly generatorId?: number;
}

export interface ShowContinuationResponse {
  readonly threadId: number;
}

/**
 * `continuations`: a page of all continuations, also of those that are no threads: the main ones,
 * one for each thread of the program (`threading`), and the greenlets. While the program runs, they
 * are those that were told of when it last stood still, as they are now: with their states, switches
 * and times, and places as far as they have not run since.
 */
export interface ContinuationsArguments {
  /**
   * How many to leave out; 0 by default. The main thread's is first, then those of the other
   * threads, then the greenlets, of each the oldest first.
   */
  readonly start?: number;
  /** How many at most; 0, the default, means all that follow. */
  readonly count?: number;
}

export interface ContinuationsResponse {
  readonly continuations: readonly ContinuationInfo[];
  readonly total: number;
  /** How many more live by now, of which nothing is known; of a program that runs. */
  readonly newcomers?: number;
}

export interface ContinuationInfo extends Omit<TreeEntry, 'location' | 'createdAt'> {
  /** Which one it is, as in the name of its thread: `worker (g3)`. */
  readonly label: string;
  /** Its thread, if it is alive. One that is not shown becomes so when a request is about it. */
  readonly threadId?: number;
  /** Where it stands in the user's code, by a path of this machine if it has one. */
  readonly location?: Location;
  readonly createdAt: readonly StackEntry[];
  /** Whom it passed control to when it ran last, by its number, if that lives and is known. */
  readonly passedTo?: number;
  /** How long before the program stopped, or else before now, it ran last, in milliseconds, if that is known. */
  readonly idle?: number;
}

/**
 * `stacks`: the stacks of any number of continuations at once. Unlike the protocol's own request
 * for a stack it makes none of them one that is shown, and tells no ids of frames.
 */
export interface StacksArguments {
  /** Each no longer than the program stands still. */
  readonly threadIds: readonly number[];
  /** How many frames of each at most; 0, the default, means all. */
  readonly levels?: number;
}

export interface StacksResponse {
  /** In the order of the arguments, each once. One that has ended may be missing, or make the request fail. */
  readonly stacks: readonly ContinuationStack[];
}

export interface ContinuationStack {
  readonly threadId: number;
  /** Its own frames, the innermost first. */
  readonly frames: readonly StackEntry[];
}

/**
 * `tasks`: a page of asyncio's tasks that are not done, of all event loops, those first that
 * have been known longest.
 * Paths are of this machine where there is one.
 */
export interface TasksArguments {
  /** How many to leave out; 0 by default. */
  readonly start?: number;
  /** How many at most; 0, the default, means all that follow. */
  readonly count?: number;
}

export interface TasksResponse {
  readonly tasks: readonly TaskInfo[];
  /** 0 where the launch configuration says `"tasks": "off"`. */
  readonly total: number;
}

/** A task: a continuation that has no stack of its own but its coroutine's frames. */
export interface TaskInfo extends Omit<TaskEntry, 'context' | 'runner' | 'name' | 'task'> {
  /** From 1 on; none is used twice. */
  readonly id: number;
  /** What the program calls it, or asyncio: `Task-3`. */
  readonly name: string;
  /** What it runs: the qualified name of the coroutine function. */
  readonly coroutine: string;
  /** Which one it is, as in the name of its thread: `fetch (Task-3)`. */
  readonly label: string;
  /**
   * Its thread; of a task that runs that of the continuation which runs it. One that is not shown
   * becomes so when a request is about it.
   */
  readonly threadId?: number;
}

/**
 * `generatorPlaces`: where generators, async generators and coroutines that are no tasks are
 * suspended, in a program that stands still. They are looked for when this is asked, among all that
 * the program has in memory. What another one of them yields from or awaits, or a task, is not told
 * of: it is on that one's stack.
 */
export interface GeneratorPlacesResponse {
  /** Paths are of this machine where there is one. */
  readonly places: readonly GeneratorPlaceInfo[];
}

export interface GeneratorPlaceInfo extends Omit<GeneratorPlace, 'first'> {
  /** The first of them, 4 at most. */
  readonly first: readonly GeneratorInfo[];
}

/** `generators`: a page of those that are suspended at one place. */
export interface GeneratorsArguments {
  /** Its index in the latest answer to `generatorPlaces`, at the same stop. */
  readonly place: number;
  /** How many to leave out; 0 by default. */
  readonly start?: number;
  /** How many at most; 0, the default, means all that follow. */
  readonly count?: number;
}

export interface GeneratorsResponse {
  /** Those that have ended meanwhile, by an evaluation, are missing. */
  readonly generators: readonly GeneratorInfo[];
  readonly total: number;
}

export interface GeneratorInfo extends GeneratorEntry {
  /** Which one it is, as in the name of its thread: `numbers (generator 3)`. */
  readonly label: string;
}

/**
 * `overview`: what an editor shows without being asked to: how many continuations live and, while
 * the program stands still, which one has stopped, where the others stand, and what was hit.
 */
export interface OverviewResponse {
  readonly live: number;
  readonly active?: NamedThread;
  /** The lines of the user's code at which others are suspended. */
  readonly places: readonly SuspensionPlace[];
  /** The breakpoints in files that were reached, by their ids. */
  readonly hits: readonly BreakpointHits[];
}

export interface NamedThread {
  readonly threadId: number;
  /** Which one it is, as in the name of its thread. */
  readonly label: string;
}

/** A path of this machine, if there is one. */
export interface SuspensionPlace extends Location {
  readonly count: number;
  /** The first of them, 20 at most. */
  readonly first: readonly NamedThread[];
  /** What they run, each function once, in the order of the threads; 4 at most. */
  readonly functions: readonly string[];
}

/**
 * `parallelStacks`: the stacks of all continuations of a program that stands still, merged from
 * their outermost frames on, as far as functions and lines are the same.
 */
export interface ParallelStacksResponse {
  /** Each behind the one that called it; of those that one has called, the most frequent first. */
  readonly branches: readonly StackBranch[];
  /** How many continuations are in them. */
  readonly total: number;
  /** The one that has stopped. It is among the first of its frame. */
  readonly active: number;
}

/** A frame that any number of stacks have in common, with all that called it. */
export interface StackBranch extends StackEntry {
  /** Which of the branches has called it, by its index; absent for outermost frames. */
  readonly caller?: number;
  /** In how many stacks it is. */
  readonly count: number;
  /** How many stand in it: it is their innermost frame. */
  readonly standing: number;
  /** The first of these, 20 at most. */
  readonly first: readonly NamedThread[];
}

/** `switchLog`: a page of the switches that were recorded, the oldest first. */
export interface SwitchLogArguments {
  /** The sequence number to begin with; by default the oldest that is known. */
  readonly start?: number;
  /** How many at most; 1,000 by default. */
  readonly count?: number;
}

export interface SwitchLogResponse {
  readonly switches: readonly SwitchInfo[];
  /** The sequence number of the oldest switch that is still known. */
  readonly oldest: number;
  /** How many switches there have been; their sequence numbers begin with 0. */
  readonly total: number;
}

export interface SwitchInfo {
  readonly sequence: number;
  /** In milliseconds since the epoch, exact to a hundredth. */
  readonly time: number;
  /** Contexts: 0 is the main one, others are the numbers in the threads' names. */
  readonly from: number;
  readonly to: number;
  /** `start`: the target had not run before. `end`: the origin ended by it. */
  readonly kind: 'resume' | 'start' | 'end';
  /** The type of the exception that it brought to the target, where that is known: see {@link SwitchPage}. */
  readonly exception?: string;
  /** What the continuations run, as far as that was ever told to a client. */
  readonly fromName?: string;
  readonly toName?: string;
}

/**
 * `switchPage`: the same as {@link SwitchLogArguments}, in few bytes, for who draws tens of
 * thousands of them while the program runs; of a recorded program those of its whole run. A client
 * that has asked once gets what is left in an event `switchPage` when the program ends.
 */
export interface SwitchPageArguments {
  /** The sequence number to begin with; by default the oldest that is known. */
  readonly start?: number;
  /** How many at most; all that follow by default. */
  readonly count?: number;
  /** The thread whose switches they are, by its main context; by default 0, the main one. */
  readonly thread?: number;
}

/** A thread besides the main one, and when it lived: as if the program had never stood still. */
export interface SwitchingThread {
  /** Its main one. */
  readonly context: number;
  /** In milliseconds since the epoch. */
  readonly begun: number;
  /** Absent while it lives. */
  readonly ended?: number;
  /** How many switches there have been in it. */
  readonly total: number;
}

/**
 * How far a recorded run is known: to its end; not yet, as more is being found out, and is in pages that are asked for
 * later; or in part, as there are more switches than are kept around the moment that is looked at, or nobody has looked.
 */
export type RunReach = 'end' | 'growing' | 'part';

/** A recorded run, of which pages have the switches that are behind the present, too. Times are those of pages. */
export interface PagedRun {
  /** When the program's first line began. */
  readonly begin: number;
  /** Up to when its switches are in pages. */
  readonly until: number;
  readonly reach: RunReach;
}

export interface SwitchPage {
  /** Whose switches they are. Sequence numbers count those of a thread. */
  readonly thread: number;
  /** The sequence number of its first switch: a later one than was asked for where that is forgotten. */
  readonly first: number;
  /**
   * When its first switch was, in milliseconds since the epoch, as if the program had never stood
   * still: the time of stops counts nowhere in a page.
   */
  readonly time: number;
  /** Where control was before that: a context, as in {@link SwitchInfo}. */
  readonly origin: number;
  /** Of each switch, how long after the one before it was, in microseconds; 0 for the first. */
  readonly delays: readonly number[];
  /** Where control passed to; the origin of each is the target of the one before it. */
  readonly targets: readonly number[];
  /** Which of them, by their index, were the first to their targets. */
  readonly starts: readonly number[];
  /** Which of them were the last of their origins. That of the last switch may be told late. */
  readonly ends: readonly number[];
  /**
   * The types of the exceptions that switches brought to their targets, by sequence number: by
   * `throw()`, or by the death of their origins. Of switches of earlier pages, too, where that has
   * become known since.
   */
  readonly throws: Readonly<Record<number, string>>;
  /**
   * The sequence number of the first switch of which that is known: it is watched from a client's
   * first page on, since each exception that the program raises takes longer then.
   */
  readonly throwsSince?: number;
  /**
   * What the continuations in it are called, by context: `worker (g3)`; of others, too, whose names
   * have become known since the last page.
   */
  readonly labels: Readonly<Record<number, string>>;
  /** In a page of the main thread: the others, if there are or were any. */
  readonly threads?: readonly SwitchingThread[];
  /** The sequence number of the oldest switch that is still known. */
  readonly oldest: number;
  /**
   * How many switches there have been, or are known of a recorded run. Where that has become fewer, it has gone back
   * beyond what is kept, or to what is not known any more: then pages begin anew.
   */
  readonly total: number;
  /** What time it is for the program, likewise: the present. */
  readonly now: number;
  /**
   * Of a program that was recorded: what microseconds stand for, all through the page. They are counted from its start,
   * and are the same whenever it is replayed; `travelTo` leads there.
   */
  readonly counts?: 'instructions';
  /** Of a program that was recorded: what is known of its run. */
  readonly run?: PagedRun;
}
