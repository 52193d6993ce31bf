/** Evaluated in the playground: what is to be read on the terminal's screen, as it is read out to who does not see it. */
export const SCREEN = `[...document.querySelectorAll('.xterm-accessibility-tree > div')]
  .map(({ textContent }) => textContent.replaceAll('\\u00a0', ' ').trimEnd())
  .join('\\n')
  .trimEnd()`;
