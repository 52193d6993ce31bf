import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

/** How many bytes something has, and compressed as a server does it while somebody waits. */
export interface Sizes {
  readonly name: string;
  readonly plain: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** The qualities that servers compress with, where nobody has set another. */
const GZIP_LEVEL = 6;
const BROTLI_QUALITY = 5;

/** How many files are listed each for itself: the rest is small. */
const LISTED = 8;

/** @param names relative to the folder. @returns the largest first. */
export function sizesOf(folder: string, names: readonly string[]): Sizes[] {
  return names
    .map(name => measure(name, fs.readFileSync(path.join(folder, name))))
    .sort((a, b) => b.gzip - a.gzip);
}

export function totalOf(name: string, sizes: readonly Sizes[]): Sizes {
  const sum = (key: 'plain' | 'gzip' | 'brotli'): number =>
    sizes.reduce((total, each) => total + each[key], 0);
  return { name, plain: sum('plain'), gzip: sum('gzip'), brotli: sum('brotli') };
}

/** A table of sizes, in kB, as a text. */
export function sizeTable(sizes: readonly Sizes[]): string {
  const rest = sizes.slice(LISTED);
  const rows = [
    ...sizes.slice(0, LISTED),
    totalOf(`${rest.length} others`, rest),
    totalOf('all that a page fetches', sizes),
  ];
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = (name: string, ...cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map(cell => cell.padStart(10))].join('');
  const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);
  return [
    line('in kB', 'plain', 'gzip', 'brotli'),
    ...rows.map(({ name, plain, gzip, brotli }) =>
      line(name, ...[plain, gzip, brotli].map(kilobytes)),
    ),
  ].join('\n');
}

/** What a server would send: no larger than the file, which is sent as it is where that is less. */
function measure(name: string, bytes: Buffer): Sizes {
  const gzip = zlib.gzipSync(bytes, { level: GZIP_LEVEL }).length;
  const brotli = zlib.brotliCompressSync(bytes, {
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY },
  }).length;
  const plain = bytes.length;
  return { name, plain, gzip: Math.min(gzip, plain), brotli: Math.min(brotli, plain) };
}
