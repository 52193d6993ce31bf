import { heldFile } from './heldFiles.ts';

/**
 * Fetches a file while everything waits, which only workers may do (XMLHttpRequest, "open()"): calls of a guest's that
 * cannot wait need it now.
 * @throws Error when the server has none to give.
 */
export function fetchNow(url: string): Uint8Array<ArrayBuffer> {
  const held = heldFile(url);
  if (held !== undefined) return new Uint8Array(new FileReaderSync().readAsArrayBuffer(held));
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.responseType = 'arraybuffer';
  request.send();
  if (request.status !== 200) throw new Error(`${url} cannot be fetched: ${request.status}`);
  return new Uint8Array(request.response);
}
