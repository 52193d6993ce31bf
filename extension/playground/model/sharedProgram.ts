import { fromBase64, toBase64 } from '../../../debug-adapter/session/browser/base64.ts';

/** What stands before a program in the fragment of an address. */
const PREFIX = '#program=';

/** The digits of RFC 4648's base64url. */
const DIGITS = /^[A-Za-z0-9_-]*$/;

/** The fragment of an address that has a program in it. */
export function fragmentOf(text: string): string {
  const digits = toBase64(new TextEncoder().encode(text));
  return PREFIX + digits.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The program in the fragment of an address.
 *
 * @returns undefined when it has none.
 * @throws Error that tells a reader, in a sentence, that it is damaged.
 */
export function programIn(fragment: string): string | undefined {
  if (!fragment.startsWith(PREFIX)) return undefined;
  const digits = fragment.slice(PREFIX.length);
  try {
    // Of four digits that stand for three bytes, one alone is left where some are missing.
    if (!DIGITS.test(digits) || digits.length % 4 === 1) throw new Error('no base64url');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fromBase64(digits));
  } catch (cause) {
    throw new Error('The program in this address is damaged: ask for the whole address again.', {
      cause,
    });
  }
}
