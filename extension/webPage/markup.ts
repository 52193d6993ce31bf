const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** A text in HTML or SVG, also within an attribute's quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, character => ENTITIES[character] as string);
}
