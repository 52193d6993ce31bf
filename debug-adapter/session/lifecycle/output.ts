import type { Debuggee } from '../program/debuggee.ts';
import type { Session } from '../session.ts';

/**
 * Passes on what the debugger says, and what the program prints, with the line that printed it.
 *
 * @param isShown whether the user sees what the program prints already, on a terminal.
 */
export function reportOutput(session: Session, debuggee: Debuggee, isShown: boolean): void {
  debuggee.on('output', ({ category, text, location }) => {
    if (isShown && category !== 'console') return;
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

/** Tells the user, once, why a program gets no input, and how it would. */
export function explainMissingInput(session: Session, debuggee: Debuggee): void {
  debuggee.once('inputMissing', () => {
    const way = session.client.supportsRunInTerminalRequest
      ? 'set "console": "integratedTerminal" in the launch configuration to run it in a terminal'
      : 'run it by `wasix-python debug` in a terminal, and attach';
    session.emit('output', {
      category: 'console',
      output: `The program asks for input, which the Debug Console cannot give it, and finds its end (EOFError): ${way}.\n`,
    });
  });
}
