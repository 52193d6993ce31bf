/** The fields of `package.json` that a user reads. */
const TEXT_FIELDS = new Set([
  'title',
  'shortTitle',
  'description',
  'markdownDescription',
  'deprecationMessage',
  'markdownDeprecationMessage',
  'altText',
  'label',
  'contents',
  'displayName',
  'userDescription',
]);

/** What is a name, and the same in every language. */
const NAMES = new Set(['WASIX Python', 'WASIX Python Debugger']);

/** What is for programs and models, whatever its fields are called. */
const UNTRANSLATED = new Set(['default', 'body', 'inputSchema']);

/** What names an element of a list in the key of a text, before its place in the list does. */
const NAMING_FIELDS = ['command', 'id', 'type', 'label', 'name'];

/** Texts by their keys, as `package.nls.json` has them. */
export type Texts = Record<string, string>;

/**
 * Puts a key in place of each text in a manifest, so that texts can be translated. A text that
 * stands in it already by its key stays as it is.
 *
 * @param manifest is changed.
 * @param known the texts of the keys that stand in it.
 * @returns the texts of all keys, in their order.
 */
export function moveTexts(manifest: object, known: Texts): Texts {
  const texts: Texts = {};
  visit(manifest, [], (holder, field, place) => {
    const value = String(holder[field]);
    const key = keyIn(value) ?? freeKey([...place, field], value, texts);
    texts[key] = keyIn(value) === undefined ? value : (known[key] ?? '');
    holder[field] = `%${key}%`;
  });
  return texts;
}

/** Puts the texts back into a copy of a manifest: what VS Code shows. */
export function withTexts<Manifest extends object>(manifest: Manifest, texts: Texts): Manifest {
  const copy = structuredClone(manifest);
  visit(copy, [], (holder, field) => {
    const key = keyIn(String(holder[field]));
    if (key !== undefined) holder[field] = texts[key];
  });
  return copy;
}

type Visitor = (holder: Record<string, unknown>, field: string, place: readonly string[]) => void;

function visit(value: unknown, place: readonly string[], act: Visitor): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && TEXT_FIELDS.has(field) && !NAMES.has(inner)) {
      act(value as Record<string, unknown>, field, place);
    } else if (!UNTRANSLATED.has(field)) {
      visit(inner, [...place, Array.isArray(value) ? nameOf(inner, field) : field], act);
    }
  }
}

function nameOf(element: unknown, index: string): string {
  const fields = element as Record<string, unknown>;
  const name = NAMING_FIELDS.map(field => fields?.[field]).find(found => typeof found === 'string');
  // A label that has become a key names its element already.
  return (keyIn(String(name)) ?? String(name ?? index)).replace(/^wasixPython\./, '');
}

function keyIn(value: string): string | undefined {
  return /^%(.+)%$/.exec(value)?.[1];
}

/** Launch and attach share most of their attributes, and the texts of these. */
function freeKey(place: readonly string[], text: string, texts: Texts): string {
  const own = place.filter(part => !['contributes', 'properties', 'items'].includes(part));
  const attributes = own.indexOf('configurationAttributes');
  if (attributes === -1) return own.map(identifier).join('.');
  const [request = '', ...attribute] = own.slice(attributes + 1, -1);
  const shared = ['attributes', ...attribute].join('.');
  return (texts[shared] ?? text) === text ? shared : `attributes.${request}.${attribute.join('.')}`;
}

function identifier(name: string): string {
  return name
    .replace(/^wasixPython\./, '')
    .replaceAll(/[^\w.-]+(\w?)/g, (_, letter: string) => letter.toUpperCase());
}
