import type { BreakpointRequest } from '../../protocol/breakpoints.ts';
import type { StopReason } from '../../protocol/program.ts';
import type { MarkedPlaces, Moment } from '../../runtime/watching/moments.ts';
import type { Standpoint } from './standpoint.ts';

/** A breakpoint on places in the code, of whatever kind. */
export interface PlacedBreakpoint extends BreakpointRequest {
  /** The kind of stop, where no breakpoint of another kind stops as well. */
  readonly reason: StopReason;
  /** The same for those that are met at the same moments. */
  readonly place: string;
  readonly logMessage?: string | undefined;
  /** What to mark for it. */
  readonly marks: MarkedPlaces;
  /** Whether a replay that begins at a moment is on its place there. */
  isAt(moment: Moment): boolean;
  /** Whether it is meant by what is marked for it at a moment; undefined where that is still to be found out. */
  isMeantAt(moment: Moment): boolean | undefined;
  /** Finds that out, for a replay that stands there. */
  judge(standpoint: Standpoint): Promise<void>;
}

/** Breakpoints of which an agent has told where they are, or may be; of others it could not. */
export function withMarks<
  Request extends { readonly id: number },
  Mark extends { readonly id: number },
  Placed,
>(
  requests: readonly Request[],
  marks: readonly Mark[],
  place: (request: Request, mark: Mark) => Placed,
): Placed[] {
  return requests.flatMap(request => {
    const mark = marks.find(({ id }) => id === request.id);
    return mark === undefined ? [] : [place(request, mark)];
  });
}
