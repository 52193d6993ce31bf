import type { Call, Import } from '../facts/moduleFacts.ts';
import * as l10n from '../l10n.ts';
import { PATCHES_OF_ALL } from '../values/library.ts';
import type { Finding, Fix, JudgedFile, Rule } from './rule.ts';

/** Modules of which a patch replaces names; who took those before has the old ones. */
const REPLACED: ReadonlyMap<string, ReadonlySet<string> | undefined> = new Map([
  ['select', undefined],
  ['socket', undefined],
  ['ssl', undefined],
  ['subprocess', undefined],
  ['threading', undefined],
  ['queue', undefined],
  ['time', new Set(['sleep'])],
]);

/** Packages that take such names when they are imported. */
const TAKING = new Set(['botocore', 'boto3', 'requests', 'urllib3']);

/** Imports at the top of a file that come before its patch, and should come after it. */
export const lateMonkeyPatch: Rule = function* (file): Generator<Finding> {
  const { facts, index } = file;
  const patch = facts.calls.find(
    call =>
      call.scope === 0 &&
      !call.isConditional &&
      PATCHES_OF_ALL.has(index.evaluator.libraryNameOf(call, facts) ?? ''),
  );
  if (patch === undefined) return;
  for (const each of facts.imports) {
    if (each.scope !== 0 || each.from > patch.from || !isTooEarly(each)) continue;
    yield {
      span: each,
      message: l10n.t(
        'This keeps what the patch in line {0} replaces: patch before it is imported.',
        String(facts.lines.positionAt(patch.from).line + 1),
      ),
      fix: moveUp(patch, file),
    };
  }
};

function isTooEarly({ module, member }: Import): boolean {
  const [top = ''] = module.split('.');
  if (TAKING.has(top)) return true;
  if (member === undefined || !REPLACED.has(module)) return false;
  const names = REPLACED.get(module);
  return names === undefined || names.has(member);
}

/** Moves the patch, and the import that it needs, to the top of the imports. */
function moveUp(patch: Call, { facts, text }: JudgedFile): Fix | undefined {
  const { statement } = patch;
  const [bound = ''] = text.slice(patch.from, patch.to).split(/[.(]/);
  const own = facts.imports.filter(({ scope }) => scope === 0);
  const needed = own.find(({ boundName }) => boundName === bound)?.statement;
  const first = own.find(({ module }) => module !== '__future__')?.statement;
  if (needed === undefined || first === undefined || !patch.isStatement) return undefined;
  const moved = [needed, statement].map(({ from, to }) => `${text.slice(from, to)}\n`).join('');
  const removed = [needed, statement].map(({ from, to }) => ({
    span: { from, to: text[to] === '\n' ? to + 1 : to },
    text: '',
  }));
  const isFirst = needed.from === first.from;
  const place = { from: first.from, to: first.from };
  // An insertion where something is removed would not be one edit.
  const edits = isFirst
    ? [
        {
          span: { from: needed.to, to: needed.to },
          text: `\n${text.slice(statement.from, statement.to)}`,
        },
        removed[1]!,
      ]
    : [{ span: place, text: moved }, ...removed];
  return { title: l10n.t('Patch first'), edits };
}
