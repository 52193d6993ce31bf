import { addStandIn } from './standInExtension.ts';

/** The scheme of the files. */
const SCHEME = 'test-memory';

/** The command that has files be read only after {@link RELEASE_FILES}, and that. */
export const HOLD_FILES = 'Hold Files';
export const RELEASE_FILES = 'Release Files';

/** The URI of the folder with the files. */
export const MEMORY_FOLDER = `${SCHEME}://anybody/project`;

const MANIFEST = {
  name: 'memory',
  publisher: 'wasix-python-test',
  version: '1.0.0',
  activationEvents: [`onFileSystem:${SCHEME}`],
  contributes: {
    commands: [
      { command: 'testMemory.hold', title: HOLD_FILES },
      { command: 'testMemory.release', title: RELEASE_FILES },
    ],
  },
};

/**
 * A filesystem in the page, as that of `github.dev` is: nothing of it is on a disk.
 *
 * @param files their texts, by the names below the folder.
 */
const main = (files: Readonly<Record<string, string>>): string => `const vscode = require('vscode');
const { FileType, FileSystemError } = vscode;
const encode = text => new TextEncoder().encode(text);
const files = new Map(Object.entries(${JSON.stringify(files)}).map(([name, text]) => [name, encode(text)]));
const changes = new vscode.EventEmitter();
const nameOf = uri => uri.path.replace(/^\\/project\\/?/, '');
const find = uri => {
  const content = files.get(nameOf(uri));
  if (content === undefined) throw FileSystemError.FileNotFound(uri);
  return content;
};
const times = { ctime: 0, mtime: 0 };
let released = Promise.resolve();
let release = () => {};
const provider = () => vscode.workspace.registerFileSystemProvider('${SCHEME}', {
  onDidChangeFile: changes.event,
  watch: () => ({ dispose() {} }),
  stat: uri => nameOf(uri) === ''
    ? { ...times, type: FileType.Directory, size: 0 }
    : { ...times, type: FileType.File, size: find(uri).length },
  readDirectory: uri => {
    if (nameOf(uri) !== '') throw FileSystemError.FileNotFound(uri);
    return [...files.keys()].map(name => [name, FileType.File]);
  },
  readFile: async uri => {
    const content = find(uri);
    await released;
    return content;
  },
  writeFile: (uri, content) => {
    const type = files.has(nameOf(uri)) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    files.set(nameOf(uri), content);
    changes.fire([{ type, uri }]);
  },
  createDirectory: uri => { throw FileSystemError.NoPermissions(uri); },
  delete: uri => { files.delete(nameOf(uri)); },
  rename: uri => { throw FileSystemError.NoPermissions(uri); },
}, { isCaseSensitive: true });
exports.activate = ({ subscriptions }) => subscriptions.push(
  provider(),
  vscode.commands.registerCommand('testMemory.hold', () => {
    released = new Promise(resolve => { release = resolve; });
  }),
  vscode.commands.registerCommand('testMemory.release', () => release()),
);
`;

/**
 * Puts an extension with such a filesystem among a user's.
 *
 * @param extensions the folder of the user's extensions.
 */
export function addMemoryWorkspace(
  extensions: string,
  files: Readonly<Record<string, string>>,
): void {
  addStandIn(extensions, MANIFEST, main(files), 'browser');
}
