import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The command, and the title of its question. */
export const CALL_TOOL = 'Call a Tool as a Model Does';
export const QUESTION = 'Tool and input';

const MANIFEST = {
  name: 'model',
  publisher: 'wasix-python-test',
  version: '1.0.0',
  engines: { vscode: '^1.100.0' },
  main: './main.js',
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
  const folder = path.join(extensions, 'wasix-python-test.model-1.0.0');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(MANIFEST));
  writeFileSync(path.join(folder, 'main.js'), MAIN);
}
