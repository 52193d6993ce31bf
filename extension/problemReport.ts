import type { LoggedSession } from './sessionLog.ts';

/** What a report of a problem tells about the machine, by the name of each part. */
export type Versions = Readonly<Record<string, string>>;

/** The longest message of a debug adapter that a report has all of, in characters. */
const LONGEST_MESSAGE = 2000;

/** A report of a problem, in Markdown, with room for the user's own words. */
export function problemReport(versions: Versions, session: LoggedSession | undefined): string {
  const rows = Object.entries(versions).map(([part, version]) => `| ${part} | ${version} |`);
  const parts = [
    '# A problem with WASIX Python Debugger',
    '<!-- Read this before you send it to anybody. Secrets are hidden as far as they can be told ' +
      'by their names; paths, arguments and, in messages, values of your program are not. -->',
    '## What happens\n\n…',
    '## What should happen instead\n\n…',
    '## The program, as small as it can be\n\n```python\n\n```',
    `## Versions\n\n| | |\n| --- | --- |\n${rows.join('\n')}`,
    ...(session === undefined ? [] : describe(session)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function describe({ configuration, messages }: LoggedSession): string[] {
  const json = JSON.stringify(configuration, undefined, 2);
  const latest = messages.map(shorten).join('\n');
  return [
    `## The latest session\n\n${fenced('json', json)}`,
    latest === ''
      ? '<!-- To have the messages of the debug adapter in this place: choose "Developer: Set Log ' +
        'Level…", "WASIX Python", "Trace", do again what failed, and report it again. -->'
      : `## Its latest messages\n\n${fenced('text', latest)}`,
  ];
}

function shorten(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  return `${message.slice(0, LONGEST_MESSAGE)}… (${message.length} characters)`;
}

/** A block of code that no line of its text can end. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
