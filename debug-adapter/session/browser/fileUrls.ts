/** What a URL's parser would take for something else than a part of a path, or leave out. */
const SPECIAL = /[%\\\n\r\t]/g;

/** The path in a `file:` URL. @throws TypeError for what is no URL. */
export function fileURLToPath(url: string): string {
  return decodeURIComponent(new URL(url).pathname);
}

/** The `file:` URL of an absolute path. */
export function pathToFileURL(path: string): URL {
  const url = new URL('file:///');
  url.pathname = path.replace(SPECIAL, encodeURIComponent);
  return url;
}
