import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AGENT_FOLDER } from '../debug-adapter/protocol/messages.ts';
import { zip } from '../debug-adapter/python/recipe/zip.ts';
import { agentArchive, presentVersions } from '../debug-adapter/session/node/distribution.ts';
import type { PythonVersion } from '../debug-adapter/session/python/versions.ts';

const root = path.resolve(import.meta.dirname, '..');

/** The folder of the agent's sources. */
export const AGENT_SOURCES = path.join(root, 'debug-adapter/agent');

/** What has the modules that are imported at the start, for `bundle.py` of the agent, which it lies beside. */
const BUNDLE = 'wasix_debug_agent/modules.marshal';

/**
 * Has the interpreter compile what is mounted; `legacy` puts each file beside its source. The modules
 * that `main` or `forked` imports, and those that they do, go into the bundle: of a compiled file what
 * follows 16 bytes, which is the code. Those that only one of the two imports stay as files, too, if
 * something that the other one imports later, when it is wanted, may import them.
 */
const COMPILE = `
import ast, marshal
from compileall import compile_dir
from importlib.util import resolve_name
from pathlib import Path
from py_compile import PycInvalidationMode

root = Path("${AGENT_FOLDER}")
mode = PycInvalidationMode.UNCHECKED_HASH
if not compile_dir(root, quiet=1, legacy=True, invalidation_mode=mode):
    raise SystemExit(1)

def source_of(name):
    path = root.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_name(f"{path.name}.py")

def imported_by(name, whenever):
    source = source_of(name)
    is_package, parent = source.stem == "__init__", name.rpartition(".")[0]
    yield parent
    tree = ast.parse(source.read_text("utf-8"))
    for node in ast.walk(tree) if whenever else tree.body:
        if isinstance(node, ast.ImportFrom) and node.level > 0:
            base = resolve_name("." * node.level + (node.module or ""), name if is_package else parent)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)

def imports(names, whenever):
    found, waiting = set(), [*names]
    while waiting:
        name = waiting.pop()
        # The first package is there before, and what is no file is something in a module.
        if "." in name and name not in found and source_of(name).exists():
            found.add(name)
            waiting += imported_by(name, whenever)
    return found

starts = [imports([f"wasix_debug_agent.{name}"], False) for name in ("main", "forked")]
later = set().union(*(imports(start, True) - start for start in starts))
modules = {}
for name in set().union(*starts):
    source = source_of(name)
    compiled = source.with_suffix(".pyc")
    modules[name] = (source.stem == "__init__", compiled.read_bytes()[16:])
    if name not in later:
        compiled.unlink()
with open(root / "${BUNDLE}", "wb") as bundle:
    marshal.dump(modules, bundle)
`;

/**
 * Packs the agent for the programs that debug, for each version of Python that is there. They find it compiled, and in one archive: to
 * look for 60 files in eight folders would take each launch as long as to run them.
 *
 * @returns whether all of it could be compiled.
 */
export function buildAgent(): boolean {
  const versions = presentVersions();
  if (versions.length === 0) {
    console.log('WASIX Python is not built yet (npm run setup): the agent cannot be compiled.');
  }
  return versions.every(buildAgentFor);
}

function buildAgentFor(version: PythonVersion): boolean {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasix-agent-'));
  try {
    fs.cpSync(AGENT_SOURCES, folder, {
      recursive: true,
      filter: file => !/(__pycache__|[/\\]tests?)$/.test(file),
    });
    const { status } = spawnSync(
      process.execPath,
      [
        ...['dist/cli.js', 'run', '--python', version],
        ...['--mount', `${folder}:${AGENT_FOLDER}`, '-c', COMPILE],
      ],
      { cwd: root, stdio: 'inherit' },
    );
    if (status !== 0) return false;
    pack(folder, agentArchive(version));
    return true;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function pack(folder: string, archive: string): void {
  const compiled = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const entries = compiled
    .filter(name => /\.(pyc|marshal)$/.test(name))
    .map(name => ({
      name: name.split(path.sep).join('/'),
      content: fs.readFileSync(path.join(folder, name)),
      compress: false,
    }));
  // In the old one's place in one step: a debug session may be reading that.
  const fresh = `${archive}.new`;
  fs.writeFileSync(fresh, zip(entries));
  fs.renameSync(fresh, archive);
}
