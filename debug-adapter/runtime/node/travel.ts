import { receiveMessageOnPort } from 'node:worker_threads';
import type { Guest } from '../guest.ts';
import type { LinkStep } from '../linking/linkSteps.ts';
import type { Registers } from '../scheduling/scheduler.ts';
import type { Clock } from '../switchLog.ts';
import { Guide, type Order, type Standing, type Traveller } from '../watching/guide.ts';
import { INSTRUCTION_TIME, type Survey } from '../watching/moments.ts';
import { readPythonLayout } from '../watching/pythonLayout.ts';
import { PythonMemory } from '../watching/pythonMemory.ts';
import { isOwn, isSteppable } from './steppableCode.ts';
import {
  type SteppableCode,
  type TravelMessage,
  type TravelOrder,
  type TravelSpecification,
  TravelState,
} from './travelMessages.ts';

/** A replay that is led by messages, and blocks its thread while it stands still. */
export class Travel implements Traveller {
  readonly #specification: TravelSpecification;
  readonly #state: Int32Array;
  readonly #isSteppable = new Map<string, boolean>();
  readonly #isOwn = new Map<string, boolean>();
  #steppable: SteppableCode = { justMyCode: true, rules: [], packages: [] };
  /** It goes on with the program's instructions. */
  readonly clock: Clock = {
    timeOrigin: 0,
    isRead: true,
    now: () => (this.#guide?.position ?? 0) * INSTRUCTION_TIME,
  };
  #taken = 0;
  #guide: Guide | undefined;
  #registers: () => Registers = () => ({ stackPointer: 0, tlsBase: 0 });

  constructor(specification: TravelSpecification) {
    this.#specification = specification;
    this.#state = new Int32Array(specification.state);
  }

  /** Binds the guest, before it runs. @throws MalformedModule when it is no CPython that is known here. */
  attach(guest: Guest): void {
    this.#registers = () => guest.registers;
    const runtime = guest.addressOf('_PyRuntime');
    // It begins with what tells the layout.
    const layout = readPythonLayout(new Uint8Array(guest.memory.buffer, runtime));
    const memory = new PythonMemory(guest.memory, layout, {
      PyCode_Type: guest.addressOf('PyCode_Type'),
      _PyRuntime: runtime,
    });
    this.#guide = new Guide(guest.exports, memory, {
      traveller: this,
      order: this.#orderOf(this.#specification.first),
      running: () => guest.running,
    });
  }

  onLeave(): void {
    this.#guide?.onLeave();
  }

  onEnd(): void {
    this.#guide?.onEnd();
  }

  /** Something is linked, which forks will link, too. */
  tellLink(step: LinkStep): void {
    this.#post({ type: 'linked', step });
  }

  output(stream: number, bytes: Uint8Array): void {
    this.#post({ type: 'output', stream, bytes });
  }

  stand({ arrival, survey }: Standing): Order {
    Atomics.store(this.#state, TravelState.isInterrupted, 0);
    this.#post({ type: 'stood', arrival, survey, registers: this.#registers() });
    Atomics.wait(this.#state, TravelState.orders, this.#taken);
    this.#taken++;
    return this.#orderOf(receiveMessageOnPort(this.#specification.port)?.message);
  }

  end(position: number, survey: Survey): void {
    this.#post({ type: 'over', position, survey });
  }

  get isInterrupted(): boolean {
    return Atomics.load(this.#state, TravelState.isInterrupted) !== 0;
  }

  isSteppable(file: string): boolean {
    return this.#remembered(this.#isSteppable, isSteppable, file);
  }

  isOwn(file: string): boolean {
    return this.#remembered(this.#isOwn, isOwn, file);
  }

  isMain(file: string): boolean {
    return this.#specification.main.some(each => file.endsWith(each));
  }

  /** What a rule says of a file, which is asked once: each exception and each line asks again. */
  #remembered(known: Map<string, boolean>, rule: typeof isSteppable, file: string): boolean {
    let answer = known.get(file);
    if (answer === undefined) {
      answer = rule(file, this.#steppable);
      known.set(file, answer);
    }
    return answer;
  }

  #orderOf({ plan, goesOn, marks, steppable }: TravelOrder): Order {
    if (steppable !== undefined) {
      this.#steppable = steppable;
      this.#isSteppable.clear();
      this.#isOwn.clear();
    }
    return { plan, goesOn, marks, isOtherCodeSteppable: steppable !== undefined };
  }

  #post(message: TravelMessage): void {
    this.#specification.port.postMessage(message);
  }
}
