import { element } from './elements.ts';

/** The page's texts, in the editor's language: see `PageContent`. */
export function pageTexts<Texts>(): Texts {
  return JSON.parse(element('texts').textContent ?? '');
}

/** A text with its values. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replaceAll(/\{(\d)\}/g, (_, index) => String(values[Number(index)] ?? ''));
}

/** A whole number as the reader's language writes it. */
export function count(value: number): string {
  return value.toLocaleString(document.documentElement.lang);
}
