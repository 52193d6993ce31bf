/** Stands before the page of the timeline, in its frame: it is what an editor has there for pages of extensions. */

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Has the page read its colours anew, as it does when an editor's theme changes. */
function setTheme(): void {
  document.body.className = dark.matches ? 'vscode-dark' : 'vscode-light';
}

setTheme();
dark.addEventListener('change', setTheme);
Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: (message: unknown) => parent.postMessage(message, location.origin),
  }),
});
