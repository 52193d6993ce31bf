import type { RequestHandlers } from '../requests.ts';
import type { Session } from '../session.ts';

/** Where functions and classes that are shown as values are written. */
export function locationHandlers(session: Session): RequestHandlers {
  return {
    locations: ({ locationReference }) => {
      const { path, line } = session.locations.location(locationReference);
      return {
        source: session.sources.describe(path, session.debuggee.paths),
        line: session.toClientLine(line),
      };
    },
  };
}
