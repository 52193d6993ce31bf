import {
  type AttributeRead,
  type Call,
  calleeSpan,
  type ModuleFacts,
} from '../facts/moduleFacts.ts';
import type { Term } from '../facts/terms.ts';
import type { ModuleIndex } from '../index/moduleIndex.ts';
import * as l10n from '../l10n.ts';
import { isAwaiting } from '../values/library.ts';
import { callAt, scopeAt, type Value } from '../values/values.ts';
import type { Finding, JudgedFile, Rule } from './rule.ts';

/** Ways of loading a relation that do not wait for it to be read. */
const EAGER =
  /^["'](?:joined|selectin|subquery|immediate|raise|raise_on_sql|noload|write_only|dynamic)["']$|^False$/;

const RELATION = new Set(['sqlalchemy.orm.relationship', 'sqlalchemy.orm.relation']);

const COLUMN = new Set([
  'sqlalchemy.Column',
  'sqlalchemy.schema.Column',
  'sqlalchemy.orm.mapped_column',
  ...RELATION,
]);

const SESSION_MAKERS = new Set([
  'sqlalchemy.ext.asyncio.async_sessionmaker',
  'sqlalchemy.ext.asyncio.AsyncSession',
  'sqlalchemy.orm.sessionmaker',
]);

/** Methods of a session that give objects, by their class or by a statement. */
const BY_CLASS = new Set(['get', 'get_one']);
const BY_STATEMENT = new Set(['execute', 'scalar', 'scalars', 'stream', 'stream_scalars']);

/** A class that is mapped to a table. */
interface Model {
  readonly facts: ModuleFacts;
  readonly scope: number;
}

/** Reads of relations, in an `async def`, of objects that a session gave without them. */
export const lazyAttribute: Rule = function* (file): Generator<Finding> {
  const { facts, index } = file;
  for (const read of facts.attributeReads) {
    if (!scopeAt(facts, read.scope).isAsync || read.of.kind !== 'name') continue;
    const models = loadedModels(read.of, file);
    const [model] = models;
    if (model === undefined || models.length !== 1) continue;
    if (!isLazyRelation(model, read.name, index) || isLoadedElsewhere(read, file)) continue;
    yield {
      span: read.nameSpan,
      message: l10n.t(
        '`{0}` is loaded when it is read, which asynchronous code cannot wait for: this raises MissingGreenlet. Await `awaitable_attrs.{0}`, or load it with the statement.',
        read.name,
      ),
      fix: {
        title: l10n.t('Await `awaitable_attrs.{0}`', read.name),
        edits: [
          { span: { from: read.from, to: read.from }, text: '(await ' },
          { span: { from: read.nameSpan.from, to: read.nameSpan.from }, text: 'awaitable_attrs.' },
          { span: { from: read.to, to: read.to }, text: ')' },
        ],
      },
    };
  }
};

/** Reads of columns, in an `async def`, after the commit that has expired them. */
export const expiredAttribute: Rule = function* (file): Generator<Finding> {
  const { facts, index } = file;
  const commits = facts.calls.filter(
    call =>
      call.name === 'commit' &&
      call.isAwaited &&
      call.isStatement &&
      !call.isConditional &&
      scopeAt(facts, call.scope).isAsync,
  );
  // The commits first: to know of the sessions, all files are gone through.
  if (commits.length === 0 || !expiresOnCommit(index)) return;
  for (const commit of commits) {
    const seen = new Set<string>();
    for (const read of facts.attributeReads) {
      if (read.scope !== commit.scope || read.from < commit.to || read.of.kind !== 'name') continue;
      const { name } = read.of;
      if (seen.has(name) || !isExpired(read, name, commit, file)) continue;
      // One is enough: it would end there.
      seen.add(name);
      yield {
        span: read.nameSpan,
        message: l10n.t(
          'The commit has expired `{0}`, and asynchronous code cannot wait for it to be loaded again: this raises MissingGreenlet. Await `refresh`, or make sessions with `expire_on_commit=False`.',
          read.name,
        ),
        fix: refreshAfter(commit, name, file),
      };
    }
  }
};

/** Calls of `await_only` in code that certainly runs outside of `greenlet_spawn`. */
export const awaitOnlyOutside: Rule = function* ({ facts, index }): Generator<Finding> {
  for (const call of facts.calls) {
    const name = index.evaluator.libraryNameOf(call, facts);
    if (name === undefined || !isAwaiting(name) || !name.endsWith('await_only')) continue;
    const { kind, isAsync } = scopeAt(facts, call.scope);
    if (kind !== 'module' && !isAsync) continue;
    const awaited = isAsync && call.args.length === 1;
    yield {
      span: calleeSpan(call),
      message: l10n.t(
        '`await_only` waits in a function that `greenlet_spawn` has called; here it raises MissingGreenlet.',
      ),
      fix: awaited
        ? {
            title: l10n.t('Use `await`'),
            edits: [{ span: calleeSpan(call), text: 'await ' }],
          }
        : undefined,
    };
  }
};

/** The models whose objects a name is, as a session gave them. */
function loadedModels(term: Term, file: JudgedFile): Model[] {
  return originsOf(term, file.facts).flatMap(call => {
    const source = BY_CLASS.has(call.name)
      ? call.args[0]
      : BY_STATEMENT.has(call.name)
        ? selected(call.args[0], file.facts)
        : undefined;
    return source === undefined ? [] : modelsOf(source, file);
  });
}

function modelsOf(term: Term, { facts, index }: JudgedFile): Model[] {
  return index.evaluator.evaluate(term, facts).filter(isClass);
}

function isClass(value: Value): value is Value & { kind: 'class' } {
  return value.kind === 'class';
}

/** The calls that a value came from, through those of its methods that lead to parts of it. */
function originsOf(term: Term, facts: ModuleFacts, depth = 8): Call[] {
  if (depth === 0) return [];
  const follow = (inner: Term): Call[] => originsOf(inner, facts, depth - 1);
  switch (term.kind) {
    case 'name':
      return (scopeAt(facts, term.scope).bindings.get(term.name) ?? []).flatMap(follow);
    case 'choice':
      return term.of.flatMap(follow);
    case 'attribute':
      return follow(term.of);
    case 'call': {
      const call = callAt(facts, term.call);
      if (BY_CLASS.has(call.name) || BY_STATEMENT.has(call.name)) {
        // `result.scalars()` has no statement, and is of what `execute` gave.
        if (call.args.length > 0) return call.isAwaited ? [call] : [];
      }
      return follow(call.callee);
    }
    default:
      return [];
  }
}

/** What `select` names in a statement that does not say what to load with it. */
function selected(term: Term | undefined, facts: ModuleFacts, depth = 12): Term | undefined {
  if (term === undefined || depth === 0) return undefined;
  if (term.kind === 'name') {
    const bound = scopeAt(facts, term.scope).bindings.get(term.name);
    return bound?.length === 1 ? selected(bound[0], facts, depth - 1) : undefined;
  }
  if (term.kind !== 'call') return undefined;
  const call = callAt(facts, term.call);
  if (call.name === 'select' && call.args.length === 1) return call.args[0];
  if (call.name === 'options' || call.callee.kind !== 'attribute') return undefined;
  return selected(call.callee.of, facts, depth - 1);
}

function isLazyRelation(model: Model, name: string, index: ModuleIndex): boolean {
  const call = mappingOf(model, name, RELATION, index);
  if (call === undefined) return false;
  const lazy = call.keywordTexts.get('lazy');
  return lazy === undefined || !EAGER.test(lazy);
}

/** The call by which a model declares an attribute. */
function mappingOf(
  { facts, scope }: Model,
  name: string,
  functions: ReadonlySet<string>,
  index: ModuleIndex,
): Call | undefined {
  const terms = scopeAt(facts, scope).bindings.get(name) ?? [];
  for (const term of terms.flatMap(each => (each.kind === 'choice' ? each.of : [each]))) {
    if (term.kind !== 'call') continue;
    const call = callAt(facts, term.call);
    if (functions.has(index.evaluator.libraryNameOf(call, facts) ?? '')) return call;
  }
  return undefined;
}

/** Whether the function does something that may have loaded it. */
function isLoadedElsewhere(read: AttributeRead, { facts }: JudgedFile): boolean {
  return facts.calls.some(
    ({ scope, name, from }) =>
      scope === read.scope && from < read.from && (name === 'refresh' || name.endsWith('load')),
  );
}

/** Whether all sessions of the program are known to expire what they commit. */
function expiresOnCommit(index: ModuleIndex): boolean {
  let isKnown = false;
  for (const facts of index.files) {
    for (const call of facts.calls) {
      if (!SESSION_MAKERS.has(index.evaluator.libraryNameOf(call, facts) ?? '')) continue;
      if (call.keywordTexts.has('expire_on_commit') || call.isUnpacked) return false;
      isKnown = true;
    }
  }
  return isKnown;
}

function isExpired(read: AttributeRead, name: string, commit: Call, file: JudgedFile): boolean {
  const { facts, index } = file;
  if (read.block !== commit.block || read.isConditional) return false;
  const bound = scopeAt(facts, commit.scope).bindings.get(name);
  const origin = facts.calls.find(
    call => call.assignedTo === name && call.scope === commit.scope && call.to < commit.from,
  );
  if (bound?.length !== 1 || origin === undefined || origin.isConditional) return false;
  const isReloaded = facts.calls.some(
    call =>
      call.scope === commit.scope &&
      call.from > commit.to &&
      call.from < read.from &&
      (call.name === 'refresh' || call.isAwaited),
  );
  if (isReloaded) return false;
  const made = index.evaluator.evaluate(origin.callee, facts).filter(isClass);
  const models = made.length > 0 ? made : loadedModels(read.of, file);
  const [model] = models;
  if (model === undefined || models.length !== 1) return false;
  return mappingOf(model, read.name, COLUMN, index) !== undefined;
}

/** Has what a commit expired loaded again, by the session of the commit. */
function refreshAfter(commit: Call, name: string, { facts, text }: JudgedFile) {
  const session = text.slice(commit.from, commit.nameSpan.from - 1);
  const { character } = facts.lines.positionAt(commit.statement.from);
  const at = { from: commit.statement.to, to: commit.statement.to };
  const line = `\n${' '.repeat(character)}await ${session}.refresh(${name})`;
  return { title: l10n.t('Load it again'), edits: [{ span: at, text: line }] };
}
