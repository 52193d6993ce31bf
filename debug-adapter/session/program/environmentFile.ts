import { files } from '#platform/files.ts';
import { noSuchFile, unreadableFile } from '../errors.ts';
import type { Environment } from '../platform/surroundings.ts';

/**
 * A line `NAME=VALUE`, perhaps after `export`. A value in quotation marks may have several lines;
 * elsewhere ` #` begins a comment. Node's own `util.parseEnv` takes every `#` for one, which would
 * cut a password short, ends a text at `\"`, and does not keep the order that `${NAME}` needs.
 */
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:(["'])((?:\\[\s\S]|(?!\2)[^\\])*)\2|(\S.*?)??)[ \t]*(?:(?<=[\s"'=])#.*)?$/gm;

/** What is not taken as it stands: an escaped character of a quotation, and a variable. */
const SPECIAL = /\\([n"'$])|\$\{([A-Za-z_]\w*)\}/g;
/** The same without quotation marks, where backslashes are those of paths. */
const SPECIAL_UNQUOTED = /\\(\$)|\$\{([A-Za-z_]\w*)\}/g;

/**
 * The variables of a dotenv file, as the Python extension of VS Code reads it: `${NAME}` stands for
 * a variable further up, or else for one of `outer`, or nothing.
 *
 * @throws DebugError when the file cannot be read.
 */
export function readEnvironmentFile(file: string, outer: Environment): Record<string, string> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.read(file));
  } catch (error) {
    const { code = '' } = error as { code?: string };
    throw code === 'ENOENT' ? noSuchFile('envFile', file) : unreadableFile('envFile', file, code);
  }
  return parseEnvironment(text, outer);
}

/** See {@link readEnvironmentFile}. */
export function parseEnvironment(text: string, outer: Environment): Record<string, string> {
  const variables = new Map<string, string>();
  const lines = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n');
  for (const [, name = '', quote, quoted = '', plain = ''] of lines.matchAll(ASSIGNMENT)) {
    const [value, special] = quote === undefined ? [plain, SPECIAL_UNQUOTED] : [quoted, SPECIAL];
    const substituted = value.replace(special, (_, escaped?: string, variable = '') => {
      if (escaped !== undefined) return escaped === 'n' ? '\n' : escaped;
      const inherited = Object.hasOwn(outer, variable) ? outer[variable] : undefined;
      return variables.get(variable) ?? inherited ?? '';
    });
    variables.set(name, substituted);
  }
  return Object.fromEntries(variables);
}
