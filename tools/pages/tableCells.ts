/** The cells of Markdown's lines, without the spaces that make the columns of tables straight. */
export function tableCells(markdown: string): string[][] {
  return markdown
    .trim()
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim().replace(/^-+$/, '---')));
}
