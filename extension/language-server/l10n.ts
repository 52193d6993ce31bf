import * as z from 'zod';

/** What a client may send along with `initialize`. */
const initializationOptions = z.object({
  /** Translations of this server's texts, as `extension/l10n` has them. */
  texts: z.record(z.string(), z.string()).optional(),
});

let translations: Readonly<Record<string, string>> = {};

/** Has the server speak the client's language, where the client has its texts. */
export function speak(options: unknown): void {
  const { data } = initializationOptions.safeParse(options);
  translations = data?.texts ?? {};
}

/** A text in the client's language, with `{0}` and so on for the values. */
export function t(text: string, ...values: readonly string[]): string {
  const template = translations[text] ?? text;
  return template.replaceAll(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? '');
}
