import type { Descriptor } from './descriptors/descriptor.ts';
import { DescriptorTable } from './descriptors/descriptorTable.ts';
import { systemError } from './errno.ts';
import { GrantedDirectory, type Namespace } from './filesystem/namespace.ts';
import type { Network } from './network/network.ts';
import type { PendingSignals } from './signals.ts';
import { COOKED, type TerminalModes, TerminalSize } from './terminal.ts';
import type { ThreadGroup } from './threadGroup.ts';

/** What a guest process is started with. Everything it can reach is in here. */
export interface ProcessOptions {
  /** `argv`, the program's own name first. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The current directory: an absolute path in the namespace. */
  readonly cwd: string;
  readonly namespace: Namespace;
  /** Standard input, output and error. */
  readonly stdio: readonly [Descriptor, Descriptor, Descriptor];
  /** Further open descriptors, by number, which the program cannot close. */
  readonly descriptors?: ReadonlyMap<number, Descriptor>;
  readonly terminalSize?: TerminalSize;
  /** Gives the terminal new modes. The program goes on when it has them. */
  readonly onTerminalModes?: (modes: TerminalModes) => Promise<void>;
  /** What the program may reach by sockets; nothing by default. */
  readonly network?: Network | undefined;
  readonly signals: PendingSignals;
  /** How many threads can run at the same time; 1 by default. */
  readonly parallelism?: number;
  /** Arms timers outside of the guest's thread, which may be busy when they ring. */
  readonly onIntervalTimer?: (timer: IntervalTimer) => void;
  /** Receives a sentence for the person who runs the guest. */
  readonly onWarning?: (sentence: string) => void;
}

/** A timer that raises a signal: `proc_raise_interval`. A signal has one at most. */
export interface IntervalTimer {
  readonly signal: number;
  /** In milliseconds; 0 disarms the timer. */
  readonly interval: number;
  readonly isRepeated: boolean;
}

const PROCESS_ID = 1;

/** Where a libc begins to look for the directories that it is granted. */
const FIRST_GRANTED = 3;

/** The state that all threads of a guest share. */
export class GuestProcess {
  readonly id = PROCESS_ID;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly namespace: Namespace;
  readonly descriptors = new DescriptorTable();
  readonly network: Network | undefined;
  readonly signals: PendingSignals;
  readonly terminalSize: TerminalSize;
  readonly onTerminalModes: (modes: TerminalModes) => Promise<void>;
  readonly onIntervalTimer: ((timer: IntervalTimer) => void) | undefined;
  readonly parallelism: number;
  readonly #onWarning: (sentence: string) => void;
  readonly #warnings = new Set<string>();
  /** Those besides the main thread, where the program can have any. */
  threads: ThreadGroup | undefined;
  terminalModes = COOKED;
  cwd: string;
  exitCode = 0;
  /** Whether the program raised SIGABRT in itself. */
  hasAborted = false;
  /** The signal whose handler is running: the first, when handlers are interrupted in turn. */
  signalInHand: number | undefined;
  /** Called when the program exits, whichever of its threads does it. */
  onExit: (() => void) | undefined;
  /** Whether it can do anything about a signal: WASI alone has none. */
  readonly takesSignals: boolean;
  /** The root directory for wasix-libc, see {@link directory}. */
  readonly #root: Descriptor | undefined;

  /** @param isWasix whether the program's libc is wasix-libc, and not one for WASI alone. */
  constructor(options: ProcessOptions, isWasix = true) {
    this.args = options.args;
    this.env = options.env;
    this.cwd = options.cwd;
    this.namespace = options.namespace;
    this.network = options.network;
    this.signals = options.signals;
    this.terminalSize = options.terminalSize ?? new TerminalSize(TerminalSize.allocate());
    this.parallelism = options.parallelism ?? 1;
    this.onIntervalTimer = options.onIntervalTimer;
    this.#onWarning = options.onWarning ?? (() => {});
    this.onTerminalModes = options.onTerminalModes ?? (async () => {});
    for (const descriptor of options.stdio) this.descriptors.add(descriptor);
    this.takesSignals = isWasix;
    if (isWasix) {
      this.#root = new GrantedDirectory(this.namespace, '/', '/');
    } else {
      this.descriptors.add(new GrantedDirectory(this.namespace, this.cwd, '.'));
      this.descriptors.add(new GrantedDirectory(this.namespace, '/', '/'));
    }
    for (const [fd, descriptor] of options.descriptors ?? []) {
      this.descriptors.reserve(fd, descriptor);
    }
  }

  /**
   * What a number refers to for calls that lead to files. wasix-libc makes every path
   * an absolute one, and names it from the root directory, by the number where it has found that at
   * start. The number is not open otherwise: a program may close it as one that it does not
   * know, as daemons do with all of them, and get it for a file of its own.
   */
  directory(fd: number): Descriptor {
    const descriptor = this.descriptors.find(fd) ?? (fd === FIRST_GRANTED ? this.#root : undefined);
    if (descriptor === undefined) throw systemError('EBADF');
    return descriptor;
  }

  /** The path at which another one starts that is given with a descriptor. */
  startOf(path: string, fd: number): string {
    const startsAtRoot = fd === FIRST_GRANTED && this.#root !== undefined && path.startsWith('/');
    return startsAtRoot ? '/' : this.directory(fd).directoryPath;
  }

  /** Tells the person who runs the guest; the same sentence only once. */
  warnOnce(sentence: string): void {
    if (this.#warnings.has(sentence)) return;
    this.#warnings.add(sentence);
    this.#onWarning(sentence);
  }
}
