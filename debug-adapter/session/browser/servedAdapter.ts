import type { DebugProtocol } from '@vscode/debugprotocol';
import type { FetchedProgram } from '../../runtime/browser/fetchedFiles.ts';
import { fetchParts, useFilesFrom } from '../../runtime/browser/fetchedParts.ts';
import { holdFiles } from '../../runtime/browser/heldFiles.ts';
import { allStacksReleased, shareStacks } from '../../runtime/browser/stackShares.ts';
import { DebugAdapter } from '../debugAdapter.ts';
import type { PageMessage } from './adapterMessages.ts';
import { usePythons } from './distribution.ts';
import { addArchive, addFiles, takeChanges, watchMirrors } from './files.ts';
import { Foreground } from './foreground.ts';
import type { ServedPython, TerminalCells } from './machine.ts';
import { programWorkers } from './programWorkers.ts';
import { services } from './services.ts';
import { tellPage } from './tellPage.ts';
import { WantedFiles } from './wantedFiles.ts';

/** How often the page is told what a program that goes on has written, in milliseconds. */
const CHANGES_INTERVAL = 1000;

/** The events before which the page is told, so that whoever hears of them finds the files. */
const EVENTS_AFTER_CHANGES = /^(stopped|exited|terminated)$/;

/**
 * Has a debug adapter in this web worker, and with it what it debugs, for the page whose `AdapterWorker` has started it.
 *
 * @returns what hears the page.
 */
export function serveAdapter(): (message: PageMessage) => void {
  let tellsChanges = false;

  function tellChanges(): void {
    const changes = tellsChanges ? takeChanges() : undefined;
    if (changes !== undefined) tellPage({ type: 'filesChanged', changes });
  }

  /** The terminal on which programs run, if the page has one. */
  let foreground: Foreground | undefined;

  let adapter: DebugAdapter | undefined;

  function startAdapter(terminal: TerminalCells | undefined): void {
    foreground =
      terminal &&
      new Foreground(terminal, {
        show: text => tellPage({ type: 'shown', text }),
        inputWanted: () => tellPage({ type: 'inputWanted' }),
      });
    adapter = new DebugAdapter({ foreground });
    adapter.onDidSendMessage(sent => {
      // What the package's declarations call a message of VS Code's is one of the protocol's.
      const message = sent as DebugProtocol.ProtocolMessage;
      const { event } = message as DebugProtocol.Event;
      if (message.type === 'event' && EVENTS_AFTER_CHANGES.test(event)) tellChanges();
      tellPage({ type: 'message', message });
    });
    adapter.on('disconnected', () => {
      tellChanges();
      tellPage({ type: 'disconnected' });
      void allStacksReleased().then(() => tellPage({ type: 'stacksReleased' }));
    });
  }

  const programs = new WantedFiles<FetchedProgram>(url => tellPage({ type: 'programWanted', url }));
  const files = new WantedFiles<Blob>(url => tellPage({ type: 'fileWanted', url }));
  useFilesFrom({ program: url => programs.want(url), file: url => files.want(url) });

  /** Fetches what each program of these needs, which whoever starts one finds then, or fetches anew. */
  async function prepare(pythons: readonly ServedPython[]): Promise<void> {
    const parts = pythons.map(({ interpreter, library, agent }) =>
      fetchParts({
        program: interpreter,
        mounts: [library, agent].map(source => ({ kind: 'zip', point: '/', source })),
      }),
    );
    await Promise.allSettled(parts);
    tellPage({ type: 'prepared' });
  }

  function serve(): void {
    services.listener = {
      listening: ports => tellPage({ type: 'listening', ports }),
      answer: (id, message) => tellPage({ type: 'answer', id, message }),
    };
  }

  return data => {
    switch (data.type) {
      case 'prepare':
        void prepare(data.pythons);
        return;
      case 'start':
        usePythons(data.pythons);
        holdFiles(data.held);
        shareStacks(data.stackMappings, count => tellPage({ type: 'stacksMapped', count }));
        tellsChanges = data.tellsChanges;
        if (tellsChanges) setInterval(tellChanges, CHANGES_INTERVAL);
        watchMirrors(tellChanges);
        startAdapter(data.terminal);
        if (data.servesPorts) serve();
        return;
      case 'files':
        tellChanges();
        addFiles(data.files);
        return;
      case 'archive':
        // At once: a program may be launched next.
        addArchive(
          data.folder,
          new Uint8Array(new FileReaderSync().readAsArrayBuffer(data.archive)),
        );
        return;
      case 'program':
        programs.receive(data.url, data.program);
        return;
      case 'file':
        files.receive(data.url, data.file);
        return;
      case 'typed':
        foreground?.type(data.text);
        return;
      case 'drawn':
        foreground?.drawn(data.count);
        return;
      case 'terminalResized':
        foreground?.resize(data.cells);
        return;
      case 'request':
        void services.ask(data.id, data.port, data.request);
        return;
      case 'answerWish':
        void services.wish(data.id, data.wish);
        return;
      case 'programWorkerFailed':
        programWorkers.fail(data.id, data.reason);
        return;
      case 'message':
        adapter?.handleMessage(data.message);
    }
  };
}
