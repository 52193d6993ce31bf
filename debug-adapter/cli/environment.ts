import { InvalidArgumentError } from 'commander';

/**
 * Checks the value of `--env`.
 *
 * @throws InvalidArgumentError with a sentence for the user.
 */
export function parseVariable(text: string): string {
  if (/^(=|$)/.test(text)) {
    throw new InvalidArgumentError(`"${text}" names no variable, as NAME=VALUE or NAME does.`);
  }
  return text;
}

/**
 * The environment that `--env` asks for: `NAME=VALUE`, or `NAME` for the value
 * that it has here (nothing when it has none).
 */
export function readEnvironment(
  requests: readonly string[],
  inherited: NodeJS.ProcessEnv,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const request of requests) {
    const equals = request.indexOf('=');
    const name = equals < 0 ? request : request.slice(0, equals);
    const value = equals < 0 ? inherited[name] : request.slice(equals + 1);
    if (value !== undefined) env[name] = value;
  }
  return env;
}
