import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import type { ServedPython } from '../../debug-adapter/session/browser/machine.ts';
import {
  agentArchive,
  findPython,
  type PythonDistribution,
  presentVersions,
} from '../../debug-adapter/session/node/distribution.ts';
import { type PythonVersion, USUAL_VERSION } from '../../debug-adapter/session/python/versions.ts';
import type { PlaygroundContents, Sample } from '../../extension/playground/contents.ts';
import { timelineTexts } from '../../extension/timeline/texts.ts';
import { timelinePage } from '../../extension/timeline/timelinePage.ts';
import { pageDocument } from '../../extension/webPage/document.ts';
import { ADAPTER_WORKER, PAGE_BUNDLES } from '../browser/bundling.ts';
import { thirdPartyNotices } from '../notices.ts';
import { samplePackageLicences } from '../samplePackages.ts';
import { filesOfPython, type PythonFiles, servedPython } from '../servedPython.ts';
import { deploy } from './deployment.ts';
import { deflateArchive, modulesLeftOut, packLibrary, usefulModules } from './library.ts';
import { packPackages } from './packages.ts';

const root = path.resolve(import.meta.dirname, '../..');

const SOURCES = path.join(root, 'extension/playground');

/** The samples that a page can run, the simplest one first. */
const SAMPLES = ['switch', 'producer-consumer', 'scheduler', 'gevent-style', 'fastapi-sqlalchemy'];

/** The folder of what is fetched when a sample is run that needs packages. */
const PACKAGES_FOLDER = 'packages/';

/** The packages of a sample. */
const PACKAGES = `${PACKAGES_FOLDER}web.zip`;

/** What samples are besides their program. */
const BESIDE: Readonly<Record<string, Omit<Sample, 'name' | 'text'>>> = {
  'fastapi-sqlalchemy': {
    files: { 'database.py': readSampleFile('fastapi-sqlalchemy', 'database.py') },
    packages: PACKAGES,
    // Pydantic 1, which is what there is without Rust, knows nothing later.
    python: '3.13',
    servedPath: '/todos',
  },
};

/** The folder of a Python's files, which stand beside the description of what there is. */
function folderOf(version: PythonVersion): string {
  return `python-${version}/`;
}

/** Those files, by relative URLs. */
function urlsOf(version: PythonVersion): PythonFiles {
  const folder = folderOf(version);
  return {
    interpreter: `${folder}python.wasm`,
    library: `${folder}stdlib.zip`,
    sharedModules: `${folder}lib-dynload`,
    agent: `${folder}agent.zip`,
  };
}

/**
 * Builds the playground: static files, for any server that has WebAssembly as `application/wasm`.
 *
 * @param folder is emptied first.
 * @param samples names of those that it is to have.
 * @returns the names of all files that a page fetches whose visitor asks for nothing more, relative to the folder.
 * @throws Error that says what has to be there.
 */
export async function buildPlayground(
  folder: string,
  samples: readonly string[] = SAMPLES,
): Promise<string[]> {
  // The usual one first, which is the one that a page has at first.
  const versions = presentVersions().sort(version => (version === USUAL_VERSION ? -1 : 1));
  const [usual, ...others] = versions;
  if (usual === undefined) throw new Error('WASIX Python is not built: run `npm run setup`');
  if (!fs.existsSync(agentArchive(usual))) {
    throw new Error('The agent is not built: run `npm run build`');
  }
  fs.rmSync(folder, { recursive: true, force: true });
  const inFolder = (name: string): string => path.join(folder, 'files', name);
  const pythons: ServedPython[] = [];
  for (const version of versions) pythons.push(await addPython(version, inFolder));
  fs.copyFileSync(path.join(SOURCES, 'playground.css'), inFolder('playground.css'));
  fs.writeFileSync(inFolder('timeline.html'), timelineDocument());
  const contents: PlaygroundContents = {
    pythons,
    samples: samples.map(readSample),
  };
  fs.writeFileSync(inFolder('contents.json'), JSON.stringify(contents));
  const withPackages = samples.find(name => BESIDE[name]?.packages !== undefined);
  if (withPackages !== undefined) {
    fs.mkdirSync(inFolder(PACKAGES_FOLDER));
    fs.writeFileSync(inFolder(PACKAGES), await packPackages(withPackages));
  }
  const { metafile } = await esbuild.build({
    ...PAGE_BUNDLES,
    outdir: inFolder('.'),
    entryPoints: {
      prepare: 'extension/playground/page/prepare.ts',
      playground: 'extension/playground/page/main.ts',
      timeline: 'extension/playground/page/frame/main.ts',
      frame: 'extension/playground/frame.css',
      terminal: 'extension/playground/terminal.css',
      adapter: ADAPTER_WORKER,
    },
    metafile: true,
    // The names of functions stay: they are what a person sees of a crash.
    minifyWhitespace: true,
    minifySyntax: true,
  });
  fs.writeFileSync(
    path.join(folder, 'THIRD-PARTY-NOTICES.txt'),
    thirdPartyNotices(root, [metafile], withPackages ? await samplePackageLicences() : []),
  );
  const page = fs.readFileSync(path.join(SOURCES, 'index.html'), 'utf8');
  const wanted = [...others.map(folderOf), PACKAGES_FOLDER];
  return deploy(folder, page, name => wanted.some(its => name.startsWith(its)));
}

/** @param inFolder the path of a file that the page has by a relative URL. */
async function addPython(
  version: PythonVersion,
  inFolder: (name: string) => string,
): Promise<ServedPython> {
  const python = findPython(version) as PythonDistribution;
  const { interpreter, library, sharedModules, agent } = filesOfPython(python);
  const urls = urlsOf(version);
  fs.mkdirSync(inFolder(urls.sharedModules), { recursive: true });
  fs.copyFileSync(interpreter, inFolder(urls.interpreter));
  fs.writeFileSync(inFolder(urls.library), await packLibrary(library, version));
  fs.writeFileSync(inFolder(urls.agent), deflateArchive(agent));
  const names = usefulModules(sharedModules);
  for (const name of names) {
    fs.copyFileSync(path.join(sharedModules, name), path.join(inFolder(urls.sharedModules), name));
  }
  const served = servedPython(python, urls, names);
  return { ...served, missingModules: [...served.missingModules, ...modulesLeftOut()] };
}

/** The document of the timeline's frame. */
function timelineDocument(): string {
  const texts = { ...timelineTexts({ t: text => text }), show: 'Show the stack of {0}' };
  return pageDocument(timelinePage(texts), {
    script: 'timeline.js',
    style: 'frame.css',
    cspSource: "'self'",
    language: 'en',
  });
}

function readSample(name: string): Sample {
  return { name, text: readSampleFile(name, 'main.py'), ...BESIDE[name] };
}

function readSampleFile(sample: string, name: string): string {
  return fs.readFileSync(path.join(root, 'samples', sample, name), 'utf8');
}
