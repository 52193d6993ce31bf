import type { Location } from '../../protocol/program.ts';
import type { Session } from '../session.ts';

/** A place as a client names it: by a path of this machine if it has one, and the client's lines. */
export function clientPlace<Place extends Location>(session: Session, place: Place): Place {
  const { sources, debuggee } = session;
  return {
    ...place,
    path: sources.describe(place.path, debuggee.paths).path ?? place.path,
    line: session.toClientLine(place.line),
  };
}
