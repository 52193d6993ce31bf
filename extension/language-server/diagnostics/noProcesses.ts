import * as l10n from '../l10n.ts';
import type { Finding, Fix, Rule } from './rule.ts';

const STARTING = new Set([
  ...['run', 'Popen', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput'].map(
    name => `subprocess.${name}`,
  ),
  ...['Process', 'Pool', 'Manager', 'Queue', 'Lock', 'Event'].map(
    name => `multiprocessing.${name}`,
  ),
  ...['fork', 'forkpty', 'popen', 'posix_spawn', 'posix_spawnp'].map(name => `os.${name}`),
  ...['l', 'le', 'lp', 'lpe', 'v', 've', 'vp', 'vpe'].map(letters => `os.exec${letters}`),
  'asyncio.create_subprocess_exec',
  'asyncio.create_subprocess_shell',
  'concurrent.futures.ProcessPoolExecutor',
  'pty.fork',
  'pty.spawn',
]);

const CATCHING = new Set(['*', 'BaseException', 'Exception', 'OSError', 'EnvironmentError']);

/** Calls that start a process, and fail unless something is there to catch that. */
export const noProcesses: Rule = function* ({ facts, index }): Generator<Finding> {
  for (const call of facts.calls) {
    const name = index.evaluator.libraryNameOf(call, facts);
    if (name === undefined || !STARTING.has(name)) continue;
    if (call.caught.some(caught => CATCHING.has(caught))) continue;
    const message = l10n.t(
      '`{0}` starts a process, which a program in WebAssembly cannot: it raises OSError. Use threads, tasks or greenlets.',
      name,
    );
    const isPool = call.name === 'ProcessPoolExecutor';
    const fix: Fix | undefined =
      isPool && name.startsWith('concurrent.') && call.callee.kind === 'attribute'
        ? {
            title: l10n.t('Use a pool of threads'),
            edits: [{ span: call.nameSpan, text: 'ThreadPoolExecutor' }],
          }
        : undefined;
    yield { span: { from: call.from, to: call.nameSpan.to }, message, fix };
  }
};
