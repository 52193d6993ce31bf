/** What a page says to the service worker of its own deployment: it may take the place of the one before. */
export interface Replace {
  readonly type: 'replace';
  /** The absolute URL of the folder with the page's files, by which deployments are told apart. */
  readonly folder: string;
}
