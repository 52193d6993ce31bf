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
  const adapter = new AdapterWorker(WORKER, [python], {
    message: message => session.receive(message),
    closed: reason => session.closed(reason),
  });
  adapter.addFiles({ [PROGRAM]: text });
  const session = new DebugSession(adapter, launch, listener);
  return session;
}
