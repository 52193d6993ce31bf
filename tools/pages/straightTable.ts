/** Lines of a table in Markdown: headings, then rows, in straight columns. A column of numbers alone is right-aligned. */
export function straightTable(rows: readonly (readonly string[])[]): string[] {
  const [headings = [], ...body] = rows;
  const columns = headings.map((_, index) => {
    const cells = body.map(row => row[index] ?? '');
    const width = Math.max(...rows.map(row => (row[index] ?? '').length), 4);
    return { width, isNumeric: cells.length > 0 && cells.every(cell => /^\d+$/.test(cell)) };
  });
  const line = (row: readonly string[]): string => {
    const cells = columns.map(({ width, isNumeric }, index) => {
      const cell = row[index] ?? '';
      return isNumeric ? cell.padStart(width) : cell.padEnd(width);
    });
    return `| ${cells.join(' | ')} |`;
  };
  const rule = columns.map(({ width, isNumeric }) =>
    isNumeric ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(headings), line(rule), ...body.map(line)];
}
