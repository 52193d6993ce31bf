import { addStandIn } from './standInExtension.ts';

/** The command, and the title of its question. */
export const CALL_TOOL = 'Call a Tool as a Model Does';
export const QUESTION = 'Tool and input';

const MANIFEST = {
  name: 'model',
  publisher: 'wasix-python-test',
  version: '1.0.0',
  contributes: { commands: [{ command: 'model.call', title: CALL_TOOL }] },
};

/**
 * Calls a tool that the user names, and shows the answer in an editor: from a file, since the editor
 * would ask where to save a text before it starts a program.
 */
const MAIN = `const fs = require('node:fs');
const vscode = require('vscode');
let count = 0;
exports.activate = () => vscode.commands.registerCommand('model.call', async () => {
  const call = await vscode.window.showInputBox({ title: '${QUESTION}' });
  const [, name, input] = /^(\\w+) ?(.*)$/.exec(call);
  let text;
  try {
    const options = { input: JSON.parse(input || '{}'), toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool('wasixPython_' + name, options);
    text = content.map(({ value }) => value).join('');
  } catch (error) {
    text = 'It was not done: ' + error.name;
  }
  const [folder] = vscode.workspace.workspaceFolders;
  const file = vscode.Uri.joinPath(folder.uri, 'answer ' + ++count + '.txt');
  fs.writeFileSync(file.fsPath, text);
  await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.Two });
});
`;

/**
 * Puts an extension that calls tools of language models among a user's: no model is needed for that.
 *
 * @param extensions the folder of the user's extensions.
 */
export function addModelExtension(extensions: string): void {
  addStandIn(extensions, MANIFEST, MAIN);
}
