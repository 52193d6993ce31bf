import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { CLIENT, connectClient, type StartedClient } from '../language-client/startedClient.ts';
import { answerFileRequests } from './fileAnswers.ts';
import type { ServedFiles } from './servedFiles.ts';

/** The bundle of the worker with the language server, in `dist`. */
const WORKER = 'web-language-server.js';

/** Of documents that are nobody's folder: those of a machine that the browser has opened, and new ones. */
const SCHEMES = ['file', 'untitled'];

/** Starts the language server, in a web worker, and connects the editor to it. */
export async function startInWorker(files: ServedFiles): Promise<StartedClient> {
  const worker = new Worker(await files.script(WORKER));
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set([...SCHEMES, ...folders.map(({ uri }) => uri.scheme)]);
  const client = connectClient([...schemes], options => {
    const made = new LanguageClient(...CLIENT, worker, options);
    answerFileRequests(made);
    return made;
  });
  return {
    ...client,
    async [Symbol.asyncDispose]() {
      try {
        await client[Symbol.asyncDispose]();
      } finally {
        worker.terminate();
      }
    },
  };
}
