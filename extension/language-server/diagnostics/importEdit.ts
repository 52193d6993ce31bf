import type { Edit, JudgedFile } from './rule.ts';

/** What has a file import a module, unless it does already. */
export function importEdit(module: string, { facts }: JudgedFile): Edit[] {
  const own = facts.imports.filter(({ scope }) => scope === 0);
  const isThere = own.some(
    each => each.module === module && each.member === undefined && each.boundName === module,
  );
  if (isThere) return [];
  const first = own.find(each => each.module !== '__future__')?.statement.from ?? 0;
  return [{ span: { from: first, to: first }, text: `import ${module}\n` }];
}
