/** `npm run build`: bundles the extension, the debug adapter and the command into `dist`. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { canKeepCompiled, compiledCodeFile } from '../debug-adapter/runtime/node/compiledCode.ts';
import { TERMINAL_COMMANDS } from '../debug-adapter/session/connection/debugTerminal.ts';
import { findPython } from '../debug-adapter/session/node/distribution.ts';
import { STORAGE_VARIABLE } from '../debug-adapter/session/node/pythonCode.ts';
import { PYTHON_VERSIONS } from '../debug-adapter/session/python/versions.ts';
import { AGENT_SOURCES, buildAgent } from './agent.ts';
import { ADAPTER_WORKER, PAGE_BUNDLES } from './browser/bundling.ts';
import { builtinModules } from './builtinModules.ts';
import { editorInterface } from './editorInterface.ts';
import { updateManifest } from './manifest.ts';
import { thirdPartyNotices } from './notices.ts';
import { writeWebPythons } from './webPython.ts';

const root = path.resolve(import.meta.dirname, '..');

/** How long to wait for further changes after one, in milliseconds: editors write several files. */
const SETTLING_TIME = 100;

const { values } = parseArgs({
  options: {
    watch: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('usage: npm run build [-- --watch]\nBundles everything into dist; --watch goes on.');
  process.exit(0);
}

/**
 * Leaves what is imported only when it is wanted in a file of its own, which is loaded then.
 *
 * @param modules their sources, by the names of those files without the ending.
 */
function loadLazily(modules: Readonly<Record<string, string>>, ending: string): esbuild.Plugin {
  return {
    name: 'load lazily',
    setup(build) {
      build.onResolve({ filter: /\.ts$/ }, ({ kind, path: file, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const imported = path.relative(root, path.resolve(resolveDir, file)).replaceAll('\\', '/');
        const [name] = Object.entries(modules).find(([, source]) => source === imported) ?? [];
        return name === undefined ? undefined : { path: `./${name}.${ending}`, external: true };
      });
    },
  };
}

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
} satisfies esbuild.BuildOptions;

/** The rest of those programs that {@link beginnings} begin, by the names of their files. */
const MAIN_PARTS: Readonly<Record<string, string>> = {
  commands: 'debug-adapter/cli/commands.ts',
  'debug-adapter-program': 'debug-adapter/session/adapterProgram.ts',
};

/** What the command loads when it is wanted, by the names of their files. */
const RARE_COMMANDS: Readonly<Record<string, string>> = {
  'debug-server': 'debug-adapter/cli/debugServer.ts',
  'launched-program': 'debug-adapter/cli/launchedProgram.ts',
  'model-context': 'debug-adapter/cli/modelContext.ts',
  pip: 'debug-adapter/cli/pip.ts',
  'terminal-program': 'debug-adapter/cli/terminalProgram.ts',
};

/** Programs for Node, as ES modules. Packages in CommonJS expect a `require`. */
const modules = {
  ...common,
  format: 'esm',
  outdir: 'dist',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
} satisfies esbuild.BuildOptions;

const programs: esbuild.BuildOptions = {
  ...modules,
  splitting: true,
  plugins: [builtinModules()],
  // Beside the programs, since what they share finds other files there, too.
  chunkNames: 'chunk-[hash]',
  entryPoints: {
    ...RARE_COMMANDS,
    'compile-python': 'debug-adapter/session/node/compilePython.ts',
    'language-server': 'extension/language-server/node/main.ts',
  },
};

/** What begins the programs that somebody waits for: one small file each, which loads the rest. */
const beginnings: esbuild.BuildOptions = {
  ...modules,
  entryPoints: {
    cli: 'debug-adapter/cli/main.ts',
    'debug-adapter': 'debug-adapter/session/main.ts',
  },
  plugins: [builtinModules()],
};

/**
 * What every program waits for. Each is one file, a module of the older kind, which is loaded
 * sooner, and shares nothing with the others.
 */
const single = {
  ...common,
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  // The names of functions stay: they are what a person sees of a crash.
  minifyWhitespace: true,
  minifySyntax: true,
  define: { 'import.meta.url': 'fileUrl' },
  banner: { js: "const fileUrl = require('node:url').pathToFileURL(__filename).href;" },
} satisfies esbuild.BuildOptions;

const mainParts: esbuild.BuildOptions = {
  ...single,
  entryPoints: MAIN_PARTS,
  plugins: [loadLazily(RARE_COMMANDS, 'js'), builtinModules()],
  // Node warns of a script that imports: see `keptScripts.ts`.
  supported: { 'dynamic-import': false },
};

/** The rest of a worker that begins by loading it. */
const WORKER_PARTS: Readonly<Record<string, string>> = {
  'guest-worker-program': 'debug-adapter/runtime/node/workerProgram.ts',
};

/** The workers in which guests run. */
const workers: esbuild.BuildOptions = {
  ...single,
  entryPoints: {
    'guest-worker': 'debug-adapter/runtime/node/worker.ts',
    'guest-thread-worker': 'debug-adapter/runtime/node/threadWorker.ts',
    ...WORKER_PARTS,
  },
  plugins: [loadLazily(WORKER_PARTS, 'cjs'), builtinModules()],
};

/** The modules of the extension that are files of their own, by the name of that in `dist`. */
const LAZY: Readonly<Record<string, string>> = {
  'language-client': 'extension/language-client/client.ts',
  debugTerminal: 'extension/debugTerminal/terminalPrograms.ts',
  installPackages: 'extension/packages/installPackages.ts',
  modelTools: 'extension/modelTools/invocation.ts',
  openSample: 'extension/openSample.ts',
  parallelStacks: 'extension/parallelStacks/parallelStacksPanel.ts',
  pythonText: 'extension/pythonText.ts',
  recordings: 'extension/recordings/recordings.ts',
  reportProblem: 'extension/reportProblem.ts',
  selectedEnvironment: 'extension/packages/selectedEnvironment.ts',
  testing: 'extension/testing/testing.ts',
  timeline: 'extension/timeline/timelinePanel.ts',
};

/** What VS Code loads. `require` is how it hands out its interface, hence CommonJS. */
const extension: esbuild.BuildOptions = {
  ...common,
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  entryPoints: { extension: 'extension/extension.ts', ...LAZY },
  plugins: [editorInterface(root), loadLazily(LAZY, 'cjs')],
  // VS Code's own `require` is what finds its interface.
  supported: { 'dynamic-import': false },
};

/** The pages of web views. */
const pages: esbuild.BuildOptions = {
  ...common,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  outdir: 'dist',
  entryPoints: {
    'parallel-stacks-page': 'extension/parallelStacks/page/main.ts',
    'timeline-page': 'extension/timeline/page/main.ts',
  },
};

/** What VS Code loads where extensions run in a browser: one file, since nothing else can be asked for there. */
const webExtension: esbuild.BuildOptions = {
  ...common,
  platform: 'browser',
  target: 'es2024',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  entryPoints: { 'web-extension': 'extension/web/extension.ts' },
  // All of it is fetched and parsed at each start.
  minifyWhitespace: true,
  minifySyntax: true,
  plugins: [editorInterface(root)],
};

/** The workers there, with the debug adapter and the language server. */
const webWorkers: esbuild.BuildOptions = {
  ...PAGE_BUNDLES,
  outdir: 'dist',
  entryPoints: {
    'web-adapter': ADAPTER_WORKER,
    'web-language-server': 'extension/language-server/browser/main.ts',
  },
  metafile: true,
  minifyWhitespace: true,
  minifySyntax: true,
};

/** Builds the agent again whenever a file of it changes. */
function watchAgent(): void {
  let timer: NodeJS.Timeout | undefined;
  fs.watch(AGENT_SOURCES, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(buildAgent, SETTLING_TIME);
  });
}

/** Has the interpreter compiled, so that no program waits for that: see `compilePython.ts`. */
function compilePython(): void {
  for (const program of ['python/training/train-python.py', 'session/python/compile-python.py']) {
    const copy = path.join(root, 'dist', path.basename(program));
    fs.copyFileSync(path.join(root, 'debug-adapter', program), copy);
  }
  if (!canKeepCompiled()) return;
  for (const version of PYTHON_VERSIONS) {
    const python = findPython(version);
    if (python === undefined || fs.existsSync(compiledCodeFile(python.interpreter))) continue;
    const result = spawnSync(process.execPath, ['dist/compile-python.js', version], {
      cwd: root,
      stdio: 'inherit',
      // Beside the interpreter, and not where an editor has it that this is a terminal of.
      env: { ...process.env, [STORAGE_VARIABLE]: undefined },
    });
    if (result.status !== 0) process.exit(1);
  }
}

/** Puts beside the command what runs it in the editor's terminals, and in its debug terminals. */
function copyLaunchers(): void {
  const bin = path.join(root, 'dist/bin');
  fs.rmSync(bin, { recursive: true, force: true });
  for (const ending of ['', '.cmd']) {
    const copy = (source: string, target: string): void =>
      fs.cpSync(
        path.join(root, 'extension/launcher', `${source}${ending}`),
        path.join(bin, `${target}${ending}`),
      );
    copy('wasix-python', 'wasix-python');
    for (const name of Object.keys(TERMINAL_COMMANDS)) copy('as', `debug/${name}`);
  }
}

/** Puts the program that finds and runs tests where it can be given to Python. */
function copyTestRunner(): void {
  const target = path.join(root, 'dist/test-runner');
  fs.rmSync(target, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'extension/testing/runner'), target, {
    recursive: true,
    filter: file => !file.endsWith('__pycache__'),
  });
}

/** Puts beside the command the programs in Python by which it runs pip, and tries packages. */
function copyPipPrograms(): void {
  for (const name of ['try_modules.py', 'wasix_pip.py']) {
    fs.copyFileSync(path.join(root, 'debug-adapter/cli/pip', name), path.join(root, 'dist', name));
  }
}

/** Removes what programs of earlier builds shared. */
function removeChunks(): void {
  const dist = path.join(root, 'dist');
  if (!fs.existsSync(dist)) return;
  for (const name of fs.readdirSync(dist)) {
    if (name.startsWith('chunk-')) fs.rmSync(path.join(dist, name));
  }
}

updateManifest();
writeWebPythons();
copyLaunchers();
copyTestRunner();
copyPipPrograms();
const builds = [
  programs,
  beginnings,
  mainParts,
  workers,
  extension,
  pages,
  webExtension,
  webWorkers,
];
if (values.watch) {
  const contexts = await Promise.all(builds.map(options => esbuild.context(options)));
  // The agent is compiled by what is built here.
  await Promise.all(contexts.map(context => context.rebuild()));
  buildAgent();
  watchAgent();
  await Promise.all(contexts.map(context => context.watch()));
  console.log('watching; end with Ctrl-C');
} else {
  removeChunks();
  const results = await Promise.all(builds.map(options => esbuild.build(options)));
  const bundles = results.map(({ metafile }) => metafile as esbuild.Metafile);
  fs.writeFileSync(
    path.join(root, 'dist/THIRD-PARTY-NOTICES.txt'),
    thirdPartyNotices(root, bundles),
  );
  // First, or the agent's compilation would have it done once more, in the background.
  compilePython();
  if (!buildAgent()) process.exit(1);
}
