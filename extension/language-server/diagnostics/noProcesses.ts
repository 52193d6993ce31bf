import { calleeSpan } from '../facts/moduleFacts.ts';
import * as l10n from '../l10n.ts';
import type { Finding, Fix, Rule } from './rule.ts';

const OS_FUNCTIONS = ['fork', 'popen', 'posix_spawn', 'posix_spawnp', 'spawnl', 'spawnv'].concat(
  ['l', 'le', 'lp', 'lpe', 'v', 've', 'vp', 'vpe'].map(letters => `exec${letters}`),
);

const SUBPROCESS_FUNCTIONS = ['run', 'Popen', 'call', 'check_call', 'check_output'].concat(
  'getoutput',
  'getstatusoutput',
);

/** What starts processes, or is of use between processes alone, and what it raises here. */
export const RAISED: ReadonlyMap<string, string> = new Map([
  ...SUBPROCESS_FUNCTIONS.map((name): [string, string] => [`subprocess.${name}`, 'OSError']),
  ...OS_FUNCTIONS.map((name): [string, string] => [`os.${name}`, 'OSError']),
  ['multiprocessing.Process', 'OSError'],
  ['multiprocessing.Manager', 'OSError'],
  ...['Event', 'Lock', 'Pool', 'Queue', 'Semaphore'].map((name): [string, string] => [
    `multiprocessing.${name}`,
    'ModuleNotFoundError',
  ]),
  ['concurrent.futures.ProcessPoolExecutor', 'NotImplementedError'],
  ['asyncio.create_subprocess_exec', 'OSError'],
  ['asyncio.create_subprocess_shell', 'OSError'],
  ['pty.fork', 'OSError'],
  ['pty.spawn', 'OSError'],
]);

/** What catches each of these. */
const CATCHING: ReadonlyMap<string, readonly string[]> = new Map([
  ['OSError', ['OSError', 'EnvironmentError', 'IOError']],
  ['ModuleNotFoundError', ['ModuleNotFoundError', 'ImportError']],
  ['NotImplementedError', ['NotImplementedError', 'RuntimeError']],
]);

const CATCHING_ALL = ['*', 'BaseException', 'Exception'];

/** Calls that start a process, and fail unless something is there to catch that. */
export const noProcesses: Rule = function* ({ facts, index }): Generator<Finding> {
  for (const call of facts.calls) {
    const name = index.evaluator.libraryNameOf(call, facts);
    const raised = name === undefined ? undefined : RAISED.get(name);
    if (name === undefined || raised === undefined) continue;
    const catching = [...CATCHING_ALL, ...(CATCHING.get(raised) ?? [])];
    if (call.caught.some(caught => catching.includes(caught))) continue;
    const message = l10n.t(
      '`{0}` needs processes, which a program in WebAssembly cannot start: it raises {1} here. Use threads, tasks or greenlets.',
      name,
      raised,
    );
    const isPool = call.name === 'ProcessPoolExecutor';
    const fix: Fix | undefined =
      isPool && name.startsWith('concurrent.') && call.callee.kind === 'attribute'
        ? {
            title: l10n.t('Use a pool of threads'),
            edits: [{ span: call.nameSpan, text: 'ThreadPoolExecutor' }],
          }
        : undefined;
    yield { span: calleeSpan(call), message, fix };
  }
};
