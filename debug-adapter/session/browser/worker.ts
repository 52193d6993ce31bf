/** The web worker in which the debug adapter runs, or a program of its: both are started by `AdapterWorker`. */
import type { PageMessage, ServeProgramMessage } from './adapterMessages.ts';
import { serveProgram } from './programServer.ts';
import { serveAdapter } from './servedAdapter.ts';

/** Hears the page, where this is the adapter's. */
let hear: ((message: PageMessage) => void) | undefined;

addEventListener('message', ({ data }: MessageEvent<PageMessage | ServeProgramMessage>) => {
  if (data.type === 'serveProgram') {
    serveProgram(data.port);
    return;
  }
  hear ??= serveAdapter();
  hear(data);
});
