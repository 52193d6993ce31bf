import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { BeginningRequest, FolderRequest, TextRequest } from '../language-server/fileRequests.ts';

/** Has a client read files of the workspace for its server, which cannot. */
export function answerFileRequests(client: BaseLanguageClient): void {
  const { fs } = vscode.workspace;
  const { FileType, Uri } = vscode;
  client.onRequest(FolderRequest, async ({ uri }) => {
    const folder = client.protocol2CodeConverter.asUri(uri);
    return (await fs.readDirectory(folder)).map(([name, type]) => ({
      name,
      uri: client.code2ProtocolConverter.asUri(Uri.joinPath(folder, name)),
      // A link to a folder may lead to one around it.
      isFile: (type & FileType.File) !== 0,
      isFolder: type === FileType.Directory,
    }));
  });
  client.onRequest(TextRequest, async ({ uri, largest }) => {
    const file = client.protocol2CodeConverter.asUri(uri);
    if ((await fs.stat(file)).size > largest) return '';
    return new TextDecoder().decode(await fs.readFile(file));
  });
  client.onRequest(BeginningRequest, async ({ uri, count }) => {
    const content = await fs.readFile(client.protocol2CodeConverter.asUri(uri));
    return [...content.subarray(0, count)];
  });
}
