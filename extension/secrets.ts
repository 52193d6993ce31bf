/** What stands for a secret in a text that others may read. */
export const HIDDEN = '‹hidden›';

/** Names of what nobody else should know, as attributes, options and variables have them. */
const SECRET_NAME = /token|passw|secret|credential|api.?key|^auth$|authorization|cookie/i;

/** What is not looked for elsewhere: it would be found where it means something else. */
const SHORTEST_SECRET = 6;

/** The user and the password in an address: `postgresql://me:password@host/`. */
const LOGIN = /(\w:\/\/)[^\s/@"']+@/g;

/** An option of a program that is given a secret: `--token=abc`, `-password`. */
const SECRET_OPTION = /^--?[\w-]+/;

/**
 * What a debug session must not tell others: its token, the values of its environment variables,
 * and what is named like a secret. It is left out wherever it appears.
 */
export class Secrets {
  readonly #values = new Set<string>();

  /** A copy of a value of JSON without secrets, which are not told by later texts either. */
  hide(value: unknown): unknown {
    if (typeof value === 'string') return this.#hideInText(value);
    if (Array.isArray(value)) return this.#hideInList(value);
    if (typeof value !== 'object' || value === null) return value;
    // A variable of the program, or what defines one: `{ "name": "password", "value": … }`.
    const isSecret = 'name' in value && SECRET_NAME.test(String(value.name));
    const entries = Object.entries(value).map(([name, inner]) => [
      name,
      isSecret && name === 'value' ? this.#learn(inner) : this.#hideNamed(name, inner),
    ]);
    return Object.fromEntries(entries);
  }

  #hideNamed(name: string, value: unknown): unknown {
    if (name === 'env' && typeof value === 'object' && value !== null) {
      const variables = Object.entries(value);
      return Object.fromEntries(
        variables.map(([variable, secret]) => [variable, this.#learn(secret)]),
      );
    }
    const isSecret = SECRET_NAME.test(name) && typeof value === 'string' && value !== '';
    return isSecret ? this.#learn(value) : this.hide(value);
  }

  /** Arguments of a program: a secret stands in one with its option, or in the next. */
  #hideInList(list: readonly unknown[]): unknown[] {
    return list.map((value, index) => {
      if (typeof value !== 'string') return this.hide(value);
      const [option = ''] = SECRET_OPTION.exec(value) ?? [];
      if (SECRET_NAME.test(option) && value.startsWith(`${option}=`)) {
        return `${option}=${this.#learn(value.slice(option.length + 1))}`;
      }
      const before = list[index - 1];
      const isValue =
        typeof before === 'string' && /^--?\S+$/.test(before) && SECRET_NAME.test(before);
      return isValue && !before.includes('=') ? this.#learn(value) : this.#hideInText(value);
    });
  }

  #learn(secret: unknown): string {
    const text = String(secret);
    if (text.length >= SHORTEST_SECRET) this.#values.add(text);
    return HIDDEN;
  }

  #hideInText(text: string): string {
    let result = text.replaceAll(LOGIN, `$1${HIDDEN}@`);
    for (const secret of this.#values) result = result.replaceAll(secret, HIDDEN);
    return result;
  }
}
