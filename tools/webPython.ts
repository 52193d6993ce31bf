import fs from 'node:fs';
import path from 'node:path';
import type { ServedPython } from '../debug-adapter/session/browser/machine.ts';
import {
  agentArchive,
  distributionFolder,
  findPython,
  missingModules,
} from '../debug-adapter/session/node/distribution.ts';
import { USUAL_VERSION } from '../debug-adapter/session/python/versions.ts';

/** What is said of Python's files to the extension in a browser, which can list no folder of its own. */
const FILE = 'web-python.json';

/** Writes it into `dist`, unless set-up has not built that Python yet. Files go by paths in there. */
export function writeWebPython(): void {
  const python = findPython(USUAL_VERSION);
  if (python === undefined) return;
  const { version, interpreter, library, sharedModules } = python;
  const dist = distributionFolder();
  const inDist = (file: string): string => path.relative(dist, file).replaceAll('\\', '/');
  const served: ServedPython = {
    version,
    interpreter: inDist(interpreter),
    library: inDist(library),
    sharedModules: inDist(sharedModules),
    moduleNames: fs.readdirSync(sharedModules).filter(name => name.endsWith('.so')),
    agent: inDist(agentArchive(version)),
    missingModules: missingModules(version),
  };
  fs.writeFileSync(path.join(dist, FILE), `${JSON.stringify(served)}\n`);
}
