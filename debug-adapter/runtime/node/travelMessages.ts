import type { MessagePort } from 'node:worker_threads';
import type { LinkStep } from '../linking/linkSteps.ts';
import type { Registers } from '../scheduling/scheduler.ts';
import type { JourneyPlan } from '../watching/journey.ts';
import type { Arrival, MarkedPlaces, Survey } from '../watching/moments.ts';

/** A part of the program that steps stop in, or not; the first that applies counts. */
export interface SteppableRule {
  readonly include: boolean;
  /** A pattern of paths in the guest. */
  readonly path: string;
}

/** Which code steps stop in. */
export interface SteppableCode {
  /** Whether it is the user's own alone, and no library's. */
  readonly justMyCode: boolean;
  readonly rules: readonly SteppableRule[];
  /** Folders of packages, in the guest. */
  readonly packages: readonly string[];
}

/** How a replay is led from outside. */
export interface TravelSpecification {
  /** On which it is told where to go, by a {@link TravelOrder}, and tells by {@link TravelMessage}s. */
  readonly port: MessagePort;
  /** Two 32-bit integers: the number of orders that there have been, and whether it is to stand still at once. */
  readonly state: SharedArrayBuffer;
  /** The paths in the guest, or their ends, that the main module may have. */
  readonly main: readonly string[];
  readonly first: TravelOrder;
}

/** Indices of the state. */
export const TravelState = { orders: 0, isInterrupted: 1 } as const;

/** Where to go next. */
export interface TravelOrder {
  readonly plan: JourneyPlan;
  /** Whether its step is the one that was under way, which somewhere on the way has stopped. */
  readonly goesOn?: boolean | undefined;
  /** What is absent is the same as before. */
  readonly marks?: MarkedPlaces | undefined;
  readonly steppable?: SteppableCode | undefined;
}

export type TravelMessage =
  | {
      readonly type: 'stood';
      readonly arrival: Arrival;
      readonly survey: Survey;
      readonly registers: Registers;
    }
  /** The program is over; the message of the guest's end follows. */
  | { readonly type: 'over'; readonly position: number; readonly survey: Survey }
  | { readonly type: 'linked'; readonly step: LinkStep }
  /** It wrote to standard output (1) or error (2), or sent something by its channel. */
  | { readonly type: 'output'; readonly stream: number; readonly bytes: Uint8Array };
