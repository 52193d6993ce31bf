import * as vscode from 'vscode';
import type { SuspensionPlace } from '../../debug-adapter/protocol/customRequests.ts';
import type { Log } from '../log.ts';
import { soon } from '../soon.ts';
import type { StartedClient } from './startedClient.ts';

/** The setting that switches the server on and off. */
const SETTING = 'wasixPython.languageServer';

/** The language server, be it running or not. */
export interface LanguageServerOffer extends vscode.Disposable {
  /** As `StartedClient` does, also in one that is started later. */
  showSuspensions(places: readonly SuspensionPlace[]): void;
}

/**
 * Has the language server running while there is something in Python to look at.
 *
 * @param start starts one.
 */
export function offerLanguageServer(
  start: () => Promise<StartedClient>,
  log: Log,
): LanguageServerOffer {
  let client: Promise<StartedClient> | undefined;
  let shown: readonly SuspensionPlace[] = [];
  const stop = (): void => {
    void client?.then(started => started[Symbol.asyncDispose](), ignore);
    client = undefined;
  };
  const begin = (): void => {
    const starting = start();
    client = starting;
    starting.then(
      started => {
        if (shown.length > 0) started.showSuspensions(shown);
      },
      error => {
        log.channel.error(`The language server cannot be started: ${error.message}`);
        // The next document tries again.
        if (client === starting) client = undefined;
      },
    );
  };
  const update = (): void => {
    const isWanted = vscode.workspace.getConfiguration().get(SETTING, true);
    if (!isWanted) stop();
    else if (client === undefined && vscode.workspace.textDocuments.some(isPython)) begin();
  };
  const subscriptions = vscode.Disposable.from(
    soon(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(SETTING)) update();
    }),
    { dispose: stop },
  );
  return {
    dispose: () => subscriptions.dispose(),
    showSuspensions: places => {
      if (places.length === 0 && shown.length === 0) return;
      shown = places;
      void client?.then(started => started.showSuspensions(places), ignore);
    },
  };
}

/** Whoever starts it has told of the failure. */
function ignore(): void {}

function isPython({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'python';
}
