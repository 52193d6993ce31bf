import { RequestType } from 'vscode-languageserver-protocol';

/** What a client's folder has. */
export interface ClientEntry {
  readonly name: string;
  readonly uri: string;
  readonly isFile: boolean;
  readonly isFolder: boolean;
}

/** A server that has no files of its own asks its client for what is in a folder. */
export const FolderRequest = new RequestType<{ readonly uri: string }, ClientEntry[], void>(
  'wasixPython/readFolder',
);

/** For a text; an empty one when the file is larger than so many bytes. */
export const TextRequest = new RequestType<
  { readonly uri: string; readonly largest: number },
  string,
  void
>('wasixPython/readText');

/** For what a file begins with: so many bytes. */
export const BeginningRequest = new RequestType<
  { readonly uri: string; readonly count: number },
  number[],
  void
>('wasixPython/readBeginning');
