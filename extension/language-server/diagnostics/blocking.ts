import { type Call, calleeSpan, type ModuleFacts } from '../facts/moduleFacts.ts';
import type { ModuleIndex } from '../index/moduleIndex.ts';
import * as l10n from '../l10n.ts';
import { PATCHES } from '../values/library.ts';
import { scopeAt } from '../values/values.ts';
import { importEdit } from './importEdit.ts';
import type { Finding, Fix, JudgedFile, Rule } from './rule.ts';

const HTTP_METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request'];

/** Functions that wait without letting anything else run, unless they are patched. */
const BLOCKING = new Set([
  'time.sleep',
  'urllib.request.urlopen',
  'socket.create_connection',
  'subprocess.run',
  'subprocess.call',
  'subprocess.check_call',
  'subprocess.check_output',
  'os.system',
  'threading.Event.wait',
  ...HTTP_METHODS.map(name => `requests.${name}`),
  ...HTTP_METHODS.map(name => `requests.Session.${name}`),
  ...HTTP_METHODS.map(name => `httpx.${name}`),
]);

/** Calls in an `async def` itself that keep the event loop waiting. */
export const blockingInAsync: Rule = function* (file): Generator<Finding> {
  const { facts } = file;
  for (const call of facts.calls) {
    if (!scopeAt(facts, call.scope).isAsync || call.isAwaited) continue;
    const name = blockingName(call, file);
    if (name === undefined) continue;
    const message =
      name === 'time.sleep'
        ? l10n.t('`time.sleep` keeps every task of the event loop waiting. Await `asyncio.sleep`.')
        : l10n.t(
            '`{0}` keeps every task of the event loop waiting. Await an asynchronous function, or `asyncio.to_thread`.',
            name,
          );
    yield {
      span: calleeSpan(call),
      message,
      fix: fixFor(call, name, file),
    };
  }
};

/** Calls in a function that a hub runs that keep the hub's other greenlets waiting. */
export const blockingInGreenlet: Rule = function* (file): Generator<Finding> {
  const { facts, index } = file;
  for (const call of facts.calls) {
    const name = blockingName(call, file);
    const hub = name === undefined ? undefined : hubOf(call.scope, facts, index);
    if (hub === undefined || name === undefined || isPatched(index)) continue;
    const message = l10n.t(
      '`{0}` keeps every other greenlet of {1} waiting. Use what {1} has for it, or patch the standard library.',
      name,
      hub,
    );
    const edits =
      name === 'time.sleep'
        ? [{ span: calleeSpan(call), text: `${hub}.sleep` }, ...importEdit(hub, file)]
        : undefined;
    const fix = edits && { title: l10n.t('Use `{0}`', `${hub}.sleep`), edits };
    yield { span: calleeSpan(call), message, fix };
  }
};

function blockingName(call: Call, { facts, index }: JudgedFile): string | undefined {
  const name = index.evaluator.libraryNameOf(call, facts);
  return name !== undefined && BLOCKING.has(name) ? name : undefined;
}

function fixFor(call: Call, name: string, file: JudgedFile): Fix | undefined {
  const callee = calleeSpan(call);
  if (name === 'time.sleep') {
    return {
      title: l10n.t('Await `asyncio.sleep`'),
      edits: [{ span: callee, text: 'await asyncio.sleep' }, ...importEdit('asyncio', file)],
    };
  }
  if (call.argumentText.endsWith('…')) return undefined;
  const called = file.text.slice(callee.from, callee.to);
  const args = file.text.slice(callee.to + 1, call.to - 1).trim();
  const text = `(await asyncio.to_thread(${args === '' ? called : `${called}, ${args}`}))`;
  const plain = call.isStatement || call.assignedTo !== undefined ? text.slice(1, -1) : text;
  return {
    title: l10n.t('Await it in a thread'),
    edits: [{ span: call, text: plain }, ...importEdit('asyncio', file)],
  };
}

/** The library whose hub runs a function in a greenlet. */
function hubOf(scope: number, facts: ModuleFacts, index: ModuleIndex): string | undefined {
  for (const { call, facts: startFacts } of index.graph.startsOf(facts, scope)) {
    const name = index.evaluator.libraryNameOf(call, startFacts);
    const [library = ''] = name?.split('.') ?? [];
    if (library === 'gevent' || library === 'eventlet') return library;
  }
  return undefined;
}

/** Whether some file patches the standard library, and with it all of the program. */
function isPatched(index: ModuleIndex): boolean {
  for (const facts of index.files) {
    for (const call of facts.calls) {
      if (!call.name.includes('patch')) continue;
      const name = index.evaluator.libraryNameOf(call, facts);
      if (name !== undefined && PATCHES.has(name)) return true;
    }
  }
  return false;
}
