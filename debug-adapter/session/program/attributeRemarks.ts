import { quote } from '../errors.ts';
import { isVersion } from '../python/versions.ts';
import { attachAttributes, launchAttributes } from './launchConfiguration.ts';
import { nearestName } from './nearestName.ts';

/** What asks for a program to be debugged. */
export type ConfigurationRequest = 'launch' | 'attach';

const KNOWN: Readonly<Record<ConfigurationRequest, ReadonlySet<string>>> = {
  launch: new Set(Object.keys(launchAttributes.shape)),
  attach: new Set(Object.keys(attachAttributes.shape)),
};

/** What editors read themselves, VS Code first of all, and send along. */
const OF_EDITORS: ReadonlySet<string> = new Set([
  'type',
  'request',
  'name',
  'presentation',
  'preLaunchTask',
  'postDebugTask',
  'internalConsoleOptions',
  'debugServer',
  'serverReadyAction',
  'restart',
  'noDebug',
  'windows',
  'linux',
  'osx',
  'suppressMultipleSessionWarning',
  'suppressDebugStatusbar',
  'suppressDebugToolbar',
  'suppressDebugView',
  'suppressSaveBeforeStart',
  'lifecycleManagedByParent',
  'consoleMode',
  'compact',
]);

/** Attributes of debugpy that need nothing here: it is so already, or is of no concern. */
const NEEDLESS: ReadonlySet<string> = new Set([
  'gevent',
  'redirectOutput',
  'showGlobalVariables',
  'steppingResumesAllThreads',
  'consoleName',
  'consoleTitle',
  'purpose',
  'clientOS',
  'workspaceFolder',
]);

const OWN_PYTHON =
  'programs run on the WASIX Python that comes with this debugger; to import from a virtual environment, name it in "packages"';
const NO_TEMPLATES =
  'templates cannot be debugged here; set breakpoints in the Python code that renders them';

/** Attributes of debugpy that can have no meaning here: why, and what to do. */
const MEANINGLESS: ReadonlyMap<string, string> = new Map([
  [
    'python',
    'it is no version, and programs run on the WASIX Python that comes with this debugger; give a version here, and name a virtual environment in "packages"',
  ],
  ['pythonPath', OWN_PYTHON],
  ['debugAdapterPython', OWN_PYTHON],
  ['debugLauncherPython', OWN_PYTHON],
  ['debugAdapterPath', 'this debugger comes with an adapter of its own; take the attribute out'],
  [
    'sudo',
    'a program in WebAssembly has no user; it reaches what "mounts" and "network" grant, so widen those',
  ],
  [
    'subProcess',
    'a program in WebAssembly is a single process and starts no other; take the attribute out',
  ],
  ['django', NO_TEMPLATES],
  ['jinja', NO_TEMPLATES],
  ['flask', NO_TEMPLATES],
  ['pyramid', NO_TEMPLATES],
  ['argsExpansion', 'nothing in "args" is expanded; write the arguments out'],
  ['guiEventLoop', 'a program in WebAssembly has no windows; take the attribute out'],
  ['debugStdLib', 'it is called otherwise now; set "justMyCode" to false'],
  ['debugOptions', 'each has an attribute of its own now, such as "justMyCode"; set those'],
  [
    'processId',
    'a program that runs without a debugger cannot be given one; start it by `wasix-python debug`, and attach to its port',
  ],
  ['connect', 'its parts stand in the configuration itself; set "host" and "port" there'],
  [
    'listen',
    'it is the program that listens, under `wasix-python debug`; set "host" and "port" to where it does',
  ],
]);

/**
 * Sentences about the attributes of a configuration that have no effect, by the attribute, for a
 * user who may count on one. What is set to false, or to null, would not be missed.
 */
export function attributeRemarks(
  request: ConfigurationRequest,
  configuration: object,
): ReadonlyMap<string, string> {
  const remarks = new Map<string, string>();
  for (const [name, value] of Object.entries(configuration)) {
    // debugpy's "python" is the path of an interpreter.
    const isKnown = KNOWN[request].has(name) && (name !== 'python' || isVersion(value));
    const isSilent = isKnown || OF_EDITORS.has(name) || NEEDLESS.has(name);
    // Editors keep notes of their own in a configuration: `__sessionId`, `__restart`.
    if (isSilent || name.startsWith('__') || value === null) continue;
    const meaning = MEANINGLESS.get(name);
    if (meaning === undefined) remarks.set(name, describeUnknown(request, name));
    else if (value !== false) remarks.set(name, `"${name}" has no effect: ${meaning}.`);
  }
  return remarks;
}

function describeUnknown(request: ConfigurationRequest, name: string): string {
  const other = request === 'launch' ? 'attach' : 'launch';
  if (KNOWN[other].has(name)) {
    return `"${name}" has no effect: it belongs to configurations with "request": "${other}"; take it out.`;
  }
  const nearest = nearestName(name, KNOWN[request]);
  const advice = nearest === undefined ? 'take it out' : `did you mean "${nearest}"?`;
  const end = nearest === undefined ? '.' : '';
  return `${quote(name)} has no effect, as no attribute is called so: ${advice}${end}`;
}
