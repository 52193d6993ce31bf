import * as vscode from 'vscode';

type Question = (input: Record<string, unknown>) => vscode.LanguageModelToolConfirmationMessages;

/** What the user is asked before a tool changes anything, by its name. */
const QUESTIONS: Readonly<Record<string, Question>> = {
  launch: ({ limit, ...input }) => ({
    title: vscode.l10n.t('Debug a Python program?'),
    message: withInput(
      vscode.l10n.t(
        'It runs in WebAssembly, and reaches its folder and what the launch configuration grants.',
      ),
      input,
    ),
  }),
  set_breakpoints: input => ({
    title: vscode.l10n.t('Set breakpoints?'),
    message: withInput(
      vscode.l10n.t('Conditions and log messages are evaluated in the program.'),
      input,
    ),
  }),
  continue: ({ to }) => ({
    title: vscode.l10n.t('Let the program run on?'),
    message:
      to === undefined
        ? vscode.l10n.t('It runs until it stops the next time.')
        : vscode.l10n.t('It runs until control comes to {0}.', String(to)),
  }),
  step: ({ kind, continuation }) => ({
    title: vscode.l10n.t('Step in the program?'),
    message:
      continuation === undefined
        ? vscode.l10n.t('The kind of step: {0}.', String(kind))
        : vscode.l10n.t('The kind of step: {0}, in {1}.', String(kind), String(continuation)),
  }),
  pause: () => ({
    title: vscode.l10n.t('Pause the program?'),
    message: vscode.l10n.t('It stands still where it is.'),
  }),
  evaluate: ({ expression }) => ({
    title: vscode.l10n.t('Run this code in the program?'),
    message: new vscode.MarkdownString().appendCodeblock(String(expression), 'python'),
  }),
  stop: () => ({
    title: vscode.l10n.t('End the program?'),
    message: vscode.l10n.t('It is ended at once, and the debugging of it.'),
  }),
};

/** @param tool the name of one that changes something. */
export function consentTo(
  tool: string,
  input: object,
): vscode.LanguageModelToolConfirmationMessages {
  return (QUESTIONS[tool] as Question)(input as Record<string, unknown>);
}

function withInput(sentence: string, input: object): vscode.MarkdownString {
  return new vscode.MarkdownString(sentence).appendCodeblock(
    JSON.stringify(input, undefined, 2),
    'json',
  );
}
