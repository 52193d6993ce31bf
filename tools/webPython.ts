import fs from 'node:fs';
import path from 'node:path';
import {
  distributionFolder,
  findPython,
  type PythonDistribution,
} from '../debug-adapter/session/node/distribution.ts';
import { PYTHON_VERSIONS } from '../debug-adapter/session/python/versions.ts';
import { webPythonFile } from '../extension/web/model/webPython.ts';
import { filesOfPython, type PythonFiles, servedPython } from './servedPython.ts';

/**
 * Tells the extension in a browser, which can list no folder of its own, what there is of Python's files: in `dist`, for
 * each version that set-up has built. Files go by paths in there.
 */
export function writeWebPythons(): void {
  for (const version of PYTHON_VERSIONS) {
    const python = findPython(version);
    const file = path.join(distributionFolder(), webPythonFile(version));
    if (python === undefined) fs.rmSync(file, { force: true });
    else fs.writeFileSync(file, `${JSON.stringify(describe(python))}\n`);
  }
}

function describe(python: PythonDistribution): object {
  const dist = distributionFolder();
  const places = Object.fromEntries(
    Object.entries(filesOfPython(python)).map(([name, file]) => [
      name,
      path.relative(dist, file).replaceAll('\\', '/'),
    ]),
  ) as unknown as PythonFiles;
  const names = fs.readdirSync(python.sharedModules).filter(name => name.endsWith('.so'));
  return servedPython(python, places, names);
}
