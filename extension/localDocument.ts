import type { ActiveDocument } from './launchDefaults.ts';
import { shownDocument } from './shownDocument.ts';

/** What the user looks at, where programs are run from files of this machine. */
export function localDocument(): ActiveDocument | undefined {
  const document = shownDocument();
  return (
    document && {
      path: document.fileName,
      language: document.languageId,
      scheme: document.uri.scheme,
      isReachable: document.uri.scheme === 'file',
    }
  );
}
