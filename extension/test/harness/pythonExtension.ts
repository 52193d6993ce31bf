import { addStandIn } from './standInExtension.ts';

const MANIFEST = {
  name: 'python',
  publisher: 'ms-python',
  version: '9999.0.0',
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
  addStandIn(extensions, MANIFEST, MAIN);
}
