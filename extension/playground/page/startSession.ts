import { AdapterWorker } from '../../../debug-adapter/session/browser/adapterWorker.ts';
import type { ServedPython } from '../../../debug-adapter/session/browser/machine.ts';
import { DebugSession, type Launch, PROGRAM, type SessionListener } from '../model/debugSession.ts';

/** The bundle of the worker with the debug adapter, beside the page. */
const WORKER = 'adapter.js';

/** Starts a program, in a web worker of its own with a debug adapter. */
export function startSession(
  python: ServedPython,
  text: string,
  launch: Launch,
  listener: SessionListener,
): DebugSession {
  const adapter = new AdapterWorker(WORKER, [absolute(python)], {
    message: message => session.receive(message),
    closed: reason => session.closed(reason),
  });
  adapter.addFiles({ [PROGRAM]: text });
  const session = new DebugSession(adapter, launch, listener);
  return session;
}

/** The same Python by URLs that a worker understands, too, wherever its script is from. */
function absolute(python: ServedPython): ServedPython {
  const url = (relative: string): string => new URL(relative, document.baseURI).href;
  const { interpreter, library, sharedModules, agent } = python;
  return {
    ...python,
    interpreter: url(interpreter),
    library: url(library),
    sharedModules: url(sharedModules),
    agent: url(agent),
  };
}
