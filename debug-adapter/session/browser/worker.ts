/** The web worker in which the debug adapter runs, and with it what it debugs. Started by `AdapterWorker`. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { FetchedProgram } from '../../runtime/browser/fetchedFiles.ts';
import { useProgramsFrom } from '../../runtime/browser/fetchedParts.ts';
import { shareStacks } from '../../runtime/browser/stackShares.ts';
import { DebugAdapter } from '../debugAdapter.ts';
import type { PageMessage, WorkerMessage } from './adapterMessages.ts';
import { usePythons } from './distribution.ts';
import { addFiles } from './files.ts';

function tell(message: WorkerMessage): void {
  postMessage(message);
}

const adapter = new DebugAdapter();
// What the package's declarations call a message of VS Code's is one of the protocol's.
adapter.onDidSendMessage(sent =>
  tell({ type: 'message', message: sent as DebugProtocol.ProtocolMessage }),
);
const wantedPrograms = new Map<string, PromiseWithResolvers<FetchedProgram>>();

useProgramsFrom(url => {
  const wanted = Promise.withResolvers<FetchedProgram>();
  wantedPrograms.set(url, wanted);
  tell({ type: 'programWanted', url });
  return wanted.promise;
});

function receiveProgram(url: string, program: FetchedProgram | Error): void {
  const wanted = wantedPrograms.get(url);
  wantedPrograms.delete(url);
  if (program instanceof Error) wanted?.reject(program);
  else wanted?.resolve(program);
}

adapter.on('disconnected', () => tell({ type: 'disconnected' }));

addEventListener('message', ({ data }: MessageEvent<PageMessage>) => {
  switch (data.type) {
    case 'start':
      usePythons(data.pythons);
      shareStacks(data.stackMappings, count => tell({ type: 'stacksMapped', count }));
      return;
    case 'files':
      addFiles(data.files);
      return;
    case 'program':
      receiveProgram(data.url, data.program);
      return;
    case 'message':
      adapter.handleMessage(data.message);
  }
});
