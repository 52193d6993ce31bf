/**
 * Where wheels for this platform are published, beside the index that pip is configured for: the
 * registry that https://wasix.org/docs/language-guide/python/installation/ names.
 */
const REGISTRY = 'https://python-registry.wasmer.app/all/simple/';

/** The environment variable that names another index, or none if it is empty. */
export const WHEEL_INDEX_VARIABLE = 'WASIX_PYTHON_WHEEL_INDEX';

/** The option that does so, with its value in the next word or behind `=`. */
const OPTION = '--wheel-index';

/** How long the registry may take to answer, in milliseconds: who is offline installs all the same. */
const PATIENCE = 3000;

/** An index of wheels for this platform, and the words of a command line that do not name it. */
export interface WheelIndex {
  /** Undefined when there is none to be asked. */
  readonly url: string | undefined;
  readonly rest: string[];
}

/**
 * Finds which index is to be asked besides pip's own. The registry is left out where it does not
 * answer: pip would try for long, for each package.
 */
export async function findWheelIndex(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<WheelIndex> {
  const rest: string[] = [];
  let named = environment[WHEEL_INDEX_VARIABLE];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === OPTION) named = words[++index] ?? '';
    else if (word.startsWith(`${OPTION}=`)) named = word.slice(OPTION.length + 1);
    else rest.push(word);
  }
  if (named !== undefined) return { url: named || undefined, rest };
  // Who installs files, or from one index alone, asks nobody else.
  const asksNobody = rest.includes('--no-index');
  return { url: !asksNobody && (await answers(REGISTRY)) ? REGISTRY : undefined, rest };
}

async function answers(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    return (await fetch(url, { method: 'HEAD', signal })).ok;
  } catch {
    return false;
  }
}
