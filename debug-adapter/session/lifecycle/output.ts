import type { Debuggee } from '../program/debuggee.ts';
import type { Session } from '../session.ts';

/** Passes on what the program prints, with the line that printed it. */
export function reportOutput(session: Session, debuggee: Debuggee): void {
  debuggee.on('output', ({ category, text, location }) => {
    const where =
      location === undefined
        ? {}
        : {
            source: session.sources.describe(location.path, debuggee.paths),
            line: session.toClientLine(location.line),
          };
    session.emit('output', { category, output: text, ...where });
  });
}
