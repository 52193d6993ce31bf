import type { PortRequest } from '../../../debug-adapter/session/browser/serviceMessages.ts';

/** What a page says to the service worker of its own deployment: it may take the place of the one before. */
export interface Replace {
  readonly type: 'replace';
  /** The absolute URL of the folder with the page's files, by which deployments are told apart. */
  readonly folder: string;
}

/** What the service worker says to all pages, with a port for the answer: somebody asks a program of one of them. */
export interface ProgramRequest {
  readonly type: 'programRequest';
  /** Which page's, as the address has it. */
  readonly page: string;
  readonly port: number;
  readonly request: PortRequest;
}

/** What each page says on that port first: whether it is its program. An `AnswerMessage` follows, if so. */
export type Acceptance =
  | { readonly type: 'declined' }
  | ({ readonly type: 'accepted' } & ProgramFrame);

/** What the page is that shows what a program answers. */
export interface ProgramFrame {
  /** What the program answers is to have nothing to do with the page. */
  readonly isApart: boolean;
  /** The page is isolated from other origins, and shows nothing that is not. */
  readonly isIsolated: boolean;
}
