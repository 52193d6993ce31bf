import { callSuspendable, suspendable } from '../jspi.ts';

/**
 * Runs threads one after the other on the stack that `run` is called on, until there is no next. Its text:
 *
 * ```wat
 * (module
 *   (type $thread (func (param i32 i32)))
 *   (type $number (func (result i32)))
 *   (type $nothing (func))
 *   (import "guest" "start" (func $start (type $thread)))
 *   (import "host" "next" (func $next (type $number)))
 *   (import "host" "argument" (func $argument (type $number)))
 *   (import "host" "exit" (tag $exit (type $nothing)))
 *   (func (export "run") (param $id i32) (param $argument i32)
 *     (loop $again
 *       (try
 *         (do (call $start (local.get $id) (local.get $argument)))
 *         (catch $exit))
 *       (if (local.tee $id (call $next))
 *         (then
 *           (local.set $argument (call $argument))
 *           (br $again))))))
 * ```
 */
// biome-ignore format: one line for each section of the module
const BINARY = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  // types
  0x01, 0x0d, 0x03, 0x60, 0x02, 0x7f, 0x7f, 0x00, 0x60, 0x00, 0x01, 0x7f, 0x60, 0x00, 0x00,
  // imports: "guest" "start"; "host" "next", "argument", "exit"
  0x02, 0x38, 0x04,
  0x05, 0x67, 0x75, 0x65, 0x73, 0x74, 0x05, 0x73, 0x74, 0x61, 0x72, 0x74, 0x00, 0x00,
  0x04, 0x68, 0x6f, 0x73, 0x74, 0x04, 0x6e, 0x65, 0x78, 0x74, 0x00, 0x01,
  0x04, 0x68, 0x6f, 0x73, 0x74, 0x08, 0x61, 0x72, 0x67, 0x75, 0x6d, 0x65, 0x6e, 0x74, 0x00, 0x01,
  0x04, 0x68, 0x6f, 0x73, 0x74, 0x04, 0x65, 0x78, 0x69, 0x74, 0x04, 0x00, 0x02,
  // functions
  0x03, 0x02, 0x01, 0x00,
  // exports: "run"
  0x07, 0x07, 0x01, 0x03, 0x72, 0x75, 0x6e, 0x00, 0x03,
  // code
  0x0a, 0x1f, 0x01, 0x1d, 0x00,
  0x03, 0x40,
  0x06, 0x40, 0x20, 0x00, 0x20, 0x01, 0x10, 0x00, 0x07, 0x00, 0x0b,
  0x10, 0x01, 0x22, 0x00, 0x04, 0x40, 0x10, 0x02, 0x21, 0x01, 0x0c, 0x01, 0x0b,
  0x0b, 0x0b,
]);

let module: WebAssembly.Module | undefined;
let exitTag: WebAssembly.Tag | undefined;

function tag(): WebAssembly.Tag {
  exitTag ??= new WebAssembly.Tag({ parameters: [] });
  return exitTag;
}

/**
 * What unwinds a thread to where it began, so that its stack can be used again. As with natively
 * forced unwinding, destructors run.
 */
export function threadExit(): WebAssembly.Exception {
  return new WebAssembly.Exception(tag(), []);
}

/** How the stack was left when it has no thread. */
interface Idle {
  readonly resolve: (id: number) => void;
  readonly reject: (reason: Error) => void;
}

/** An engine stack on which threads run, one after the other. */
export class ThreadStack {
  readonly #run: CallableFunction;
  #thread = Promise.withResolvers<void>();
  #argument = 0;
  #idle: Idle | undefined;

  /**
   * @param start the guest's `wasi_thread_start`.
   * @param onIdle called when a thread is over. Returns whether to keep the stack for another.
   */
  constructor(start: CallableFunction, onIdle: (stack: ThreadStack) => boolean) {
    module ??= new WebAssembly.Module(BINARY);
    const next = (): number | Promise<number> => {
      this.#thread.resolve();
      if (!onIdle(this)) return 0;
      return new Promise<number>((resolve, reject) => {
        this.#idle = { resolve, reject };
      });
    };
    const { exports } = new WebAssembly.Instance(module, {
      guest: { start: start as WebAssembly.ImportValue },
      host: { next: suspendable(next), argument: () => this.#argument, exit: tag() },
    });
    this.#run = exports.run as CallableFunction;
  }

  /**
   * Runs a thread to its end.
   *
   * @param call makes the call that gets the stack.
   * @param onEnd called when the stack is no more.
   * @returns a promise that rejects with the trap or exception that left the thread, and with it
   *   the stack.
   */
  run(
    id: number,
    argument: number,
    call: (begin: () => Promise<unknown>) => Promise<unknown>,
    onEnd: () => void,
  ): Promise<void> {
    this.#thread = Promise.withResolvers();
    const idle = this.#idle;
    if (idle === undefined) {
      call(() => callSuspendable(this.#run, id, argument))
        .catch(error => this.#thread.reject(error))
        .finally(onEnd);
    } else {
      this.#idle = undefined;
      this.#argument = argument;
      idle.resolve(id);
    }
    return this.#thread.promise;
  }

  /** Unwinds the stack, which has no thread, by a trap. */
  end(reason: Error): void {
    this.#idle?.reject(reason);
  }
}
