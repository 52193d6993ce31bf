import { make } from '../../webPage/page/elements.ts';

/** Has the browser save a file among the user's. */
export function download(name: string, content: string | Uint8Array, type: string): void {
  const link = make('a', '');
  link.href = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
