import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import {
  agentArchive,
  findPython,
  missingModules,
} from '../../debug-adapter/session/node/distribution.ts';
import type { PlaygroundContents, Sample } from '../../extension/playground/contents.ts';
import { timelineTexts } from '../../extension/timeline/texts.ts';
import { timelinePage } from '../../extension/timeline/timelinePage.ts';
import { pageDocument } from '../../extension/webPage/document.ts';
import { ADAPTER_WORKER, PAGE_BUNDLES } from '../browser/bundling.ts';
import { thirdPartyNotices } from '../notices.ts';
import { deploy } from './deployment.ts';
import { deflateArchive, modulesLeftOut, packLibrary, usefulModules } from './library.ts';

const root = path.resolve(import.meta.dirname, '../..');

const SOURCES = path.join(root, 'extension/playground');

/** The samples that need no package and no server, the simplest one first. */
const SAMPLES = ['switch', 'producer-consumer', 'scheduler', 'gevent-style'];

/** Python's files, by URLs that are relative to the description of what there is. */
const INTERPRETER = 'python/python.wasm';
const LIBRARY = 'python/stdlib.zip';
const MODULES = 'python/lib-dynload';
const AGENT = 'python/agent.zip';

/**
 * Builds the playground: static files, for any server that has WebAssembly as `application/wasm`.
 *
 * @param folder is emptied first.
 * @param samples names of those that it is to have.
 * @returns the names of all files that a page may fetch, relative to the folder.
 * @throws Error that says what has to be there.
 */
export async function buildPlayground(
  folder: string,
  samples: readonly string[] = SAMPLES,
): Promise<string[]> {
  const python = findPython();
  if (python === undefined) throw new Error('WASIX Python is not built: run `npm run setup`');
  const { version, interpreter, library, sharedModules } = python;
  const agent = agentArchive(version);
  if (!fs.existsSync(agent)) throw new Error('The agent is not built: run `npm run build`');
  fs.rmSync(folder, { recursive: true, force: true });
  const inFolder = (name: string): string => path.join(folder, 'files', name);
  fs.mkdirSync(inFolder(MODULES), { recursive: true });
  fs.copyFileSync(interpreter, inFolder(INTERPRETER));
  fs.writeFileSync(inFolder(LIBRARY), await packLibrary(library, version));
  fs.writeFileSync(inFolder(AGENT), deflateArchive(agent));
  const moduleNames = usefulModules(sharedModules);
  for (const name of moduleNames) {
    fs.copyFileSync(path.join(sharedModules, name), path.join(inFolder(MODULES), name));
  }
  fs.copyFileSync(path.join(SOURCES, 'playground.css'), inFolder('playground.css'));
  fs.writeFileSync(inFolder('timeline.html'), timelineDocument());
  const contents: PlaygroundContents = {
    python: {
      version,
      interpreter: INTERPRETER,
      library: LIBRARY,
      sharedModules: MODULES,
      moduleNames,
      agent: AGENT,
      missingModules: [...missingModules(version), ...modulesLeftOut()],
    },
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
  return deploy(folder, fs.readFileSync(path.join(SOURCES, 'index.html'), 'utf8'));
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
