/**
 * What systems are called in the tags of wheels (PyPA's "Platform compatibility tags"), and by
 * people. What follows is the machine.
 */
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/^manylinux(?:\d+|_\d+_\d+)_(?<machine>\w+)$/, 'manylinux'],
  [/^musllinux_\d+_\d+_(?<machine>\w+)$/, 'musllinux'],
  [/^linux_(?<machine>\w+)$/, 'Linux'],
  [/^macosx_\d+_\d+_(?<machine>\w+)$/, 'macOS'],
  [/^win32$/, 'Windows'],
  [/^win_(?<machine>\w+)$/, 'Windows'],
  [/^wasix_wasm32$/, 'WASIX'],
  [/^(?:pyodide|emscripten|pyemscripten)_/, 'Pyodide'],
  [/^android_/, 'Android'],
  [/^ios_/, 'iOS'],
  [/^any$/, 'any machine'],
];

/**
 * Says what wheels are for, such as "manylinux (aarch64, x86_64) and Windows (amd64), for CPython
 * 3.9 to 3.14".
 *
 * @param tags such as `cp313-cp313-win_amd64`, of the wheels of one version.
 */
export function describeTags(tags: readonly string[]): string {
  const pythons = describePythons(tags);
  return pythons === '' ? describeSystems(tags) : `${describeSystems(tags)}, for ${pythons}`;
}

/** The versions of CPython for which there are wheels of a platform, such as `3.14`. */
export function pythonsFor(platform: string, tags: readonly string[]): string[] {
  const ofPlatform = tags.filter(tag => tag.endsWith(`-${platform}`));
  return [...new Set(ofPlatform.map(cpython).filter(version => version !== undefined))];
}

/** What the systems are called that wheels are for. */
export function systemsOf(tags: readonly string[]): string[] {
  return [...new Set(tags.map(tag => systemOf(tag.split('-')[2] ?? '').system))];
}

/** Words in a row, with the last word between the last two. */
export function listed(words: readonly string[], last: 'and' | 'or'): string {
  const front = words.slice(0, -1).join(', ');
  return front === '' ? (words[0] ?? '') : `${front} ${last} ${words.at(-1)}`;
}

function describeSystems(tags: readonly string[]): string {
  const machines = new Map<string, Set<string>>();
  for (const tag of tags) {
    const platform = tag.split('-')[2] ?? '';
    const { system, machine } = systemOf(platform);
    const known = machines.get(system) ?? new Set();
    machines.set(system, machine === undefined ? known : known.add(machine));
  }
  const order = [...SYSTEMS.map(([, system]) => system)];
  const systems = [...machines].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return listed(
    systems.map(([system, of]) => (of.size === 0 ? system : `${system} (${[...of].join(', ')})`)),
    'and',
  );
}

function systemOf(platform: string): { system: string; machine?: string | undefined } {
  for (const [pattern, system] of SYSTEMS) {
    const found = pattern.exec(platform);
    const machine = platform === 'win32' ? 'x86' : found?.groups?.machine;
    if (found !== null) return { system, machine };
  }
  return { system: platform };
}

function describePythons(tags: readonly string[]): string {
  const exact = new Set<number>();
  const oldest = new Set<number>();
  const others = new Set<string>();
  for (const tag of tags) {
    const [python = '', abi] = tag.split('-');
    const minor = Number(cpython(tag)?.split('.')[1] ?? NaN);
    if (!Number.isNaN(minor)) (abi === 'abi3' ? oldest : exact).add(minor);
    else if (python.startsWith('pp')) others.add('PyPy');
    else if (python === 'py2') others.add('Python 2');
  }
  const least = Math.min(...oldest);
  const minors = [...exact].filter(minor => minor < least).sort((a, b) => a - b);
  const ranges = minors.length === 0 ? [] : [rangeOf(minors)];
  if (oldest.size > 0) ranges.push(`3.${least} and later`);
  return [...(ranges.length > 0 ? [`CPython ${ranges.join(', ')}`] : []), ...others].join(' and ');
}

/** Numbers in order, "3.9 to 3.12" where none is left out. */
function rangeOf(minors: readonly number[]): string {
  const [first = 0] = minors;
  const last = minors.at(-1) ?? first;
  if (first === last) return `3.${first}`;
  if (last - first === minors.length - 1) return `3.${first} to 3.${last}`;
  return minors.map(minor => `3.${minor}`).join(', ');
}

/** As in `cp313`. */
function cpython(tag: string): string | undefined {
  const [, major, minor] = /^cp(\d)(\d+)-/.exec(tag) ?? [];
  return minor === undefined ? undefined : `${major}.${minor}`;
}
