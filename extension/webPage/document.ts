import { escaped } from './markup.ts';

/** What a page of a web view is made of. */
export interface PageContent {
  readonly title: string;
  /** Its own elements, as HTML. */
  readonly body: string;
  /** What its script says to the reader, which finds it in the element `#texts`, as JSON. */
  readonly texts: object;
}

/** Where the page's files are, as its frame reaches them. */
export interface PageSources {
  readonly script: string;
  readonly style: string;
  /** What the editor serves files of extensions from. */
  readonly cspSource: string;
  /** Known to this page alone: no other script runs in it. Without it, those of `cspSource` do. */
  readonly nonce?: string;
  /** The language of the texts: `de`. */
  readonly language: string;
}

/** The page of a web view. It loads a script and a style sheet of this extension, and nothing else. */
export function pageDocument({ title, body, texts }: PageContent, sources: PageSources): string {
  const { script, style, cspSource, nonce, language } = sources;
  const scripts = nonce === undefined ? cspSource : `'nonce-${nonce}'`;
  const policy = `default-src 'none'; style-src ${cspSource}; script-src ${scripts};`;
  const mark = nonce === undefined ? '' : ` nonce="${nonce}"`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
<title>${escaped(title)}</title>
</head>
<body>
${body}
<script type="application/json" id="texts"${mark}>${JSON.stringify(texts).replaceAll('<', '\\u003c')}</script>
<script${mark} src="${escaped(script)}"></script>
</body>
</html>
`;
}
