/** Command lines, in any shell, that run something to debug: the name of the command. */
const DEBUGGED =
  /^(python3?(?= +(?:-[A-Za-z]+ +)*(?:\S+\.py\b|-m +(?!pip\b)))|pytest|uvicorn|flask)\b/;

/** A command that runs. */
interface Running {
  /** Of the command, if it is one that something is debugged by. */
  readonly name: string | undefined;
  /** Whether a program has told of itself that can be its. */
  isSeen: boolean;
}

/**
 * The commands that run in debug terminals, and which of them no program has told of. Programs tell by
 * the editor's door, commands are told by their terminals: which comes first is not known.
 */
export class TypedCommands<Execution> {
  readonly #running = new Map<Execution, Running>();
  /** Whether a program has come whose command has not. */
  #isAhead = false;

  begin(execution: Execution, commandLine: string): void {
    const [, name] = DEBUGGED.exec(commandLine.trim()) ?? [];
    this.#running.set(execution, { name, isSeen: name !== undefined && this.#isAhead });
    if (name !== undefined) this.#isAhead = false;
  }

  /** A program tells of itself. */
  see(): void {
    const unseen = [...this.#running.values()].filter(
      each => each.name !== undefined && !each.isSeen,
    );
    for (const each of unseen) each.isSeen = true;
    this.#isAhead = unseen.length === 0;
  }

  /** @returns the name of the command if something else has run by it than what would be debugged. */
  end(execution: Execution): string | undefined {
    const ended = this.#running.get(execution);
    this.#running.delete(execution);
    // A program that came without a command of its own, as from a script, was of one that has ended.
    if (this.#running.size === 0) this.#isAhead = false;
    return ended?.isSeen === false ? ended.name : undefined;
  }
}
