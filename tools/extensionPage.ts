import fs from 'node:fs';
import path from 'node:path';

const IMAGE = /(?<=!\[[^\]]*\]\()[^)\s]+(?=\))/g;

/**
 * The page of the extension as the editor shows it once it is installed. The editor finds no
 * picture by a path in the package, and there is no public address to take one from: each is put
 * into the text itself.
 *
 * @param file the page in Markdown, whose pictures are PNGs beside it.
 */
export function extensionPage(file: string): string {
  const folder = path.dirname(file);
  return fs.readFileSync(file, 'utf8').replaceAll(IMAGE, image => {
    const picture = fs.readFileSync(path.resolve(folder, image));
    return `data:image/png;base64,${picture.toString('base64')}`;
  });
}
