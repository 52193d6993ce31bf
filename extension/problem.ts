/**
 * A reason not to go on, told in one sentence that says what to do. It is thrown by what knows
 * nothing of VS Code, and translated where it is shown.
 */
export class Problem extends Error {
  /** The sentence, with `{0}` and so on for the values. */
  readonly template: string;
  readonly values: readonly string[];

  constructor(template: string, ...values: readonly string[]) {
    super(template.replaceAll(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? ''));
    this.template = template;
    this.values = values;
  }
}
