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
import { filesOfPython, type PythonFiles, servedPython } from '../servedPython.ts';
import { deploy } from './deployment.ts';
import { deflateArchive, modulesLeftOut, packLibrary, usefulModules } from './library.ts';

const root = path.resolve(import.meta.dirname, '../..');

const SOURCES = path.join(root, 'extension/playground');

/** The samples that need no package and no server, the simplest one first. */
const SAMPLES = ['switch', 'producer-consumer', 'scheduler', 'gevent-style'];

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
 * @returns the names of all files that a page fetches whose visitor asks for no other Python, relative to the folder.
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
    thirdPartyNotices(root, [metafile]),
  );
  const page = fs.readFileSync(path.join(SOURCES, 'index.html'), 'utf8');
  return deploy(folder, page, name => others.some(version => name.startsWith(folderOf(version))));
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
  return { name, text: fs.readFileSync(path.join(root, 'samples', name, 'main.py'), 'utf8') };
}
