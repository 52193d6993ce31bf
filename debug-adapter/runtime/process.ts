import type { Descriptor } from './descriptors/descriptor.ts';
import { DescriptorTable } from './descriptors/descriptorTable.ts';
import { type Namespace, RootDirectory } from './filesystem/namespace.ts';
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
  /**
   * Further open descriptors, by number, which the program cannot close; 3 is
   * taken by the root directory.
   */
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

  constructor(options: ProcessOptions) {
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
    this.descriptors.add(new RootDirectory(this.namespace));
    for (const [fd, descriptor] of options.descriptors ?? []) {
      this.descriptors.reserve(fd, descriptor);
    }
  }
  /** Tells the person who runs the guest; the same sentence only once. */
  warnOnce(sentence: string): void {
    if (this.#warnings.has(sentence)) return;
    this.#warnings.add(sentence);
    this.#onWarning(sentence);
  }
}
