/** A place in a file, in short: `app.py:12`. Pages have no `node:path`, and paths of any system. */
export function describePlace({ path, line }: { path: string; line: number }): string {
  return `${path.split(/[/\\]/).at(-1)}:${line}`;
}
