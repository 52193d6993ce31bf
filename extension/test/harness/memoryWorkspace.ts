import { addStandIn } from './standInExtension.ts';

/** The scheme of the files. */
const SCHEME = 'test-memory';

/** The URI of the folder with the files. */
export const MEMORY_FOLDER = `${SCHEME}://anybody/project`;

const MANIFEST = {
  name: 'memory',
  publisher: 'wasix-python-test',
  version: '1.0.0',
  activationEvents: [`onFileSystem:${SCHEME}`],
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
exports.activate = () => vscode.workspace.registerFileSystemProvider('${SCHEME}', {
  onDidChangeFile: changes.event,
  watch: () => ({ dispose() {} }),
  stat: uri => nameOf(uri) === ''
    ? { ...times, type: FileType.Directory, size: 0 }
    : { ...times, type: FileType.File, size: find(uri).length },
  readDirectory: uri => {
    if (nameOf(uri) !== '') throw FileSystemError.FileNotFound(uri);
    return [...files.keys()].map(name => [name, FileType.File]);
  },
  readFile: find,
  writeFile: (uri, content) => {
    const type = files.has(nameOf(uri)) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    files.set(nameOf(uri), content);
    changes.fire([{ type, uri }]);
  },
  createDirectory: uri => { throw FileSystemError.NoPermissions(uri); },
  delete: uri => { files.delete(nameOf(uri)); },
  rename: uri => { throw FileSystemError.NoPermissions(uri); },
}, { isCaseSensitive: true });
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
