/** The beginning of a text that may be too long. @param most in characters. */
export function brief(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
}

/** What a list leaves out, and how to ask for it; nothing, when it is complete. */
export function remainder(start: number, listed: number, total: number, what: string): string[] {
  if (total > 0 && start >= total)
    return [`No more: there are ${total.toLocaleString('en')} ${what}.`];
  const left = total - start - listed;
  if (left <= 0) return [];
  const count = left.toLocaleString('en');
  return [`… ${count} more ${what}: "start": ${start + listed} begins with the next.`];
}

/** A number of things: `1 switch`, `1,000 switches`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
