import type { Location } from '../../protocol/program.ts';
import type { Session } from '../session.ts';

/** A place as a client names it: by a path of this machine if it has one, and the client's lines. */
export function clientPlace<Place extends Location>(session: Session, place: Place): Place {
  return clientPlaces(session)(place);
}

/** Names many places for one answer, and looks at each file once. */
export function clientPlaces(session: Session): <Place extends Location>(place: Place) => Place {
  const { sources, debuggee } = session;
  const paths = new Map<string, string>();
  const pathOf = (guestPath: string): string => {
    let path = paths.get(guestPath);
    if (path === undefined) {
      path = sources.describe(guestPath, debuggee.paths).path ?? guestPath;
      paths.set(guestPath, path);
    }
    return path;
  };
  return place => ({ ...place, path: pathOf(place.path), line: session.toClientLine(place.line) });
}
