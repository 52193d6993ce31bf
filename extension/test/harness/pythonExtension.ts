import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const MANIFEST = {
  name: 'python',
  publisher: 'ms-python',
  version: '9999.0.0',
  engines: { vscode: '^1.100.0' },
  main: './main.js',
  activationEvents: [],
};

/** As much of the Python extension's interface as there is to know which environment is selected. */
const MAIN = `const { Uri } = require('vscode');
exports.activate = () => {
  let selected = '';
  return {
    ready: Promise.resolve(),
    environments: {
      getActiveEnvironmentPath: () => ({ id: selected, path: selected + '/bin/python' }),
      updateActiveEnvironmentPath: async path => { selected = path; },
      resolveEnvironment: async ({ id }) => id === '' ? undefined : {
        id,
        environment: { type: 'VirtualEnvironment', folderUri: Uri.file(id) },
      },
    },
  };
};
`;

/**
 * Puts a stand-in for the Python extension, which only Microsoft's gallery has, among a user's.
 *
 * @param extensions the folder of the user's extensions.
 */
export function addPythonExtension(extensions: string): void {
  const folder = path.join(extensions, 'ms-python.python-9999.0.0');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(MANIFEST));
  writeFileSync(path.join(folder, 'main.js'), MAIN);
}
