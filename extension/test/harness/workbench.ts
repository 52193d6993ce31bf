import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, isDeepStrictEqual } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { PATIENCE } from './browser.ts';

/** How long it may take until something is told of what the mouse points at, in milliseconds. */
const HOVER_PATIENCE = 5_000;

/**
 * How long a person takes at least to see that and to act, in milliseconds.
 * VS Code counts on it: its views follow one another, and keys that come as fast
 * as a program can send them leave the selection where it was a stop ago.
 */
const REACTION = 700;

/** A place in the window, in CSS pixels from its top left. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** VS Code's window, in the words of its user. */
export class Workbench {
  readonly page: Page;
  readonly #screenshots: string;

  /** @param screenshots the folder for {@link screenshot}. */
  constructor(page: Page, screenshots: string) {
    this.page = page;
    this.#screenshots = screenshots;
  }

  /** Opens the window on a folder, with one of its files in the editor. */
  async open(url: string, file: string): Promise<void> {
    await this.page.goto(url);
    await this.#openFile(file);
  }

  /** Opens another file of the folder in the editor. */
  async openAnother(file: string): Promise<void> {
    await this.press('Control+Shift+E');
    await this.#openFile(file);
    await this.page.locator(`.tab.active[aria-label^="${file}"]`).waitFor();
  }

  async #openFile(file: string): Promise<void> {
    const row = `.explorer-folders-view .monaco-list-row[aria-label^="${file}"]`;
    // Not by a double click: WebDriver BiDi has Firefox see two single ones.
    await this.page.locator(row).click();
    await this.press('Enter');
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Closes an editor or a panel with a web view. */
  async closeTab(title: string): Promise<void> {
    const tab = this.page.locator(`.tab[aria-label^="${title}"]`);
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached' });
  }

  async press(keys: string): Promise<void> {
    await sleep(REACTION);
    await this.page.keyboard.press(keys);
  }

  async showRunAndDebug(): Promise<void> {
    await this.press('Control+Shift+D');
    await this.page.locator('.debug-viewlet').waitFor();
  }

  /** Moves the cursor of the editor to a line. */
  async goToLine(line: number): Promise<void> {
    await this.press('Control+G');
    await this.page.locator('.quick-input-widget input').fill(`:${line}`);
    const offer = `go to line ${line}`;
    await this.page.locator('.quick-input-list-entry', { hasText: offer }).waitFor();
    await this.press('Enter');
    await this.page.locator('.statusbar-item', { hasText: `Ln ${line}, Col` }).waitFor();
    await this.page.locator('.monaco-editor.focused .view-line').first().waitFor();
  }

  /**
   * Presses F9 on a line that has no breakpoint, and waits until it has one. On
   * a busy machine the cursor, the focus and the debuggers come later than the
   * keys: F9 is pressed when the editor has all three, for it does nothing before.
   */
  async setBreakpoint(line: number): Promise<void> {
    await this.goToLine(line);
    await this.#expectDebuggers();
    await this.press('F9');
    await this.#expectMark('codicon-debug-breakpoint', line);
  }

  /**
   * Moves the mouse in the margin beside the cursor until a faint dot says that
   * breakpoints can be set. The menus come from the extensions' manifests; this
   * comes later, when the extension host has started and told of its debuggers.
   */
  async #expectDebuggers(): Promise<void> {
    // In a browser without `EditContext`, what takes the keys has a margin, too.
    const margin = this.page.locator('.monaco-editor.focused .margin:not(.textAreaCover)');
    const line = this.page.locator('.monaco-editor.focused .active-line-number');
    const hint = this.page.locator('.monaco-editor [class*="codicon-debug-hint"]');
    await expectSoon(async () => {
      const [left, beside] = [await margin.boundingBox(), await line.boundingBox()];
      assert.ok(left !== null && beside !== null, 'the editor has no margin');
      for (const x of [4, 8]) {
        await this.page.mouse.move(left.x + x, beside.y + beside.height / 2);
      }
      return (await hint.count()) > 0 ? undefined : 'the editor offers no breakpoints';
    });
    await this.page.mouse.move(0, 0);
    await hint.waitFor({ state: 'detached' });
  }

  /** Waits until the margin of the editor shows a mark beside a line. */
  async #expectMark(icon: string, line: number): Promise<void> {
    await expectSoon(async () => {
      const lines = await this.#linesWith(icon);
      return lines.includes(`${line}`) ? undefined : `${icon} is beside ${lines}, not ${line}`;
    });
  }

  /** Waits until the Call Stack view shows these threads and unfolded frames, and no others. */
  async expectCallStack(expected: readonly string[]): Promise<void> {
    await expectText(this.#callStack, expected, withoutOrigins);
  }

  /**
   * Waits until this frame is the one that the user sees: the Call Stack view lists
   * it and has selected it or, as that view may miss a change on a busy machine,
   * the editor has its arrow on the line.
   */
  async expectFocus(frame: string): Promise<void> {
    const [, line = ''] = /, line (\d+),/.exec(frame) ?? [];
    const selected = this.page.locator('.debug-call-stack .monaco-list-row.selected');
    await this.#expectListed(frame);
    await expectSoon(async () => {
      const focus = await labelsOf(selected);
      const arrows = await this.#linesWith('codicon-debug-stackframe');
      return String(focus) === frame || arrows.includes(line)
        ? undefined
        : `the focus is on ${focus}, the arrow at ${arrows}, not on ${frame}`;
    });
  }

  /**
   * Waits until the Call Stack view lists a frame once. A view that is shown at the very moment of a stop
   * leaves the thread folded, and a person unfolds it.
   */
  async #expectListed(frame: string): Promise<void> {
    const isFolded = this.#callStack
      .filter({ has: this.page.locator('.monaco-tl-twistie.collapsed') })
      .filter({ hasNotText: /Paused|Running/i });
    let looks = 0;
    await expectSoon(async () => {
      const found = (await labelsOf(this.#callStack)).filter(label => label === frame);
      if (found.length === 1) return undefined;
      // What the view does by itself takes less.
      if (++looks % 50 === 0 && (await isFolded.count()) > 0) {
        await isFolded.first().locator('.monaco-tl-twistie').click();
      }
      return `the Call Stack view lists ${frame} ${found.length} times`;
    });
  }

  /** The numbers of the lines beside which the margin of the editor shows a mark. */
  async #linesWith(icon: string): Promise<string[]> {
    const marks = this.page.locator(`.monaco-editor [class*="${icon}"]`);
    const tops = await marks.evaluateAll(all => all.map(mark => mark.getBoundingClientRect().y));
    const numbers = this.page.locator('.monaco-editor .line-numbers');
    const lines = await numbers.evaluateAll(all =>
      all.map(line => ({ y: line.getBoundingClientRect().y, text: line.textContent.trim() })),
    );
    return lines.filter(({ y }) => tops.includes(y)).map(({ text }) => text);
  }

  /** Waits until the Variables view has a row that begins like this. */
  async expectVariable(label: string): Promise<void> {
    await this.page.locator(`.debug-variables .monaco-list-row[aria-label^="${label}"]`).waitFor();
  }

  /** Waits until the Call Stack view has a thread whose name begins like this, with this badge. */
  async expectThread(name: string, badge: string): Promise<void> {
    await this.thread(name)
      .and(this.page.locator(`[aria-label$=" ${badge}"]`))
      .waitFor();
  }

  /** Waits until a view says this above its rows. */
  async expectViewMessage(text: string): Promise<void> {
    const message = this.page.locator('.tree-explorer-viewlet-tree-view .message');
    await message.filter({ hasText: text }).waitFor();
  }

  /** Chooses an entry of the menu of something in the window. */
  async chooseInMenu(owner: Locator, entry: string): Promise<void> {
    await owner.click({ button: 'right' });
    const items = this.page.locator('.monaco-menu .action-menu-item');
    await items.first().waitFor();
    // A menu takes no click in its first tenth of a second: it could be that which opened it.
    await sleep(REACTION);
    await items.filter({ hasText: entry }).first().click();
    await items.first().waitFor({ state: 'detached' });
  }

  /** Waits until the Debug Console shows a line with this text. */
  async expectConsole(text: string): Promise<void> {
    await this.page.locator('.repl .monaco-list-row', { hasText: text }).waitFor();
  }

  /** Types an expression into the Debug Console. */
  async evaluate(expression: string): Promise<void> {
    await this.runCommand('Debug Console: Focus on Debug Console View');
    await this.page.keyboard.type(expression);
    await this.press('Enter');
  }

  /** Waits until the editor that has the focus shows this text. */
  async expectEditor(text: string): Promise<void> {
    const lines = this.page.locator('.monaco-editor.focused .view-line');
    await expectSoon(async () => {
      // The editor has made spaces unbreakable.
      const shown = (await lines.allTextContents()).join('\n').replaceAll('\u00a0', ' ');
      return shown.includes(text) ? undefined : `there is no ${text} in\n${shown}`;
    });
  }

  /** Waits until these texts, and no others, stand behind lines by way of style sheets, as notes do. */
  async expectNotes(expected: readonly string[]): Promise<void> {
    await expectSoon(async () => {
      const shown = await this.#notes();
      return isDeepStrictEqual(
        shown.map(({ text }) => text),
        expected,
      )
        ? undefined
        : `the notes are ${inspect(shown)}`;
    });
  }

  /** Points at a note behind a line, and follows a link of what is told there. */
  async followNote(text: string, link: string): Promise<void> {
    const target = this.page.locator('.monaco-hover a:visible', { hasText: link }).first();
    await expectSoon(async () => {
      const note = (await this.#notes()).find(shown => shown.text === text);
      if (note === undefined) return `there is no note ${text}`;
      await this.page.mouse.move(note.x, note.y);
      // A line may have moved away from under the mouse.
      const isTold = target.waitFor({ timeout: HOVER_PATIENCE }).then(
        () => true,
        () => false,
      );
      return (await isTold) ? undefined : `nothing is told of the note ${text}`;
    });
    await target.click();
  }

  /** The texts behind lines, from the top, and where they are. */
  async #notes(): Promise<(Point & { text: string })[]> {
    return this.page.locator('.monaco-editor .view-line span span').evaluateAll(spans =>
      spans
        .map(span => {
          const style = span.ownerDocument.defaultView?.getComputedStyle(span, '::after');
          const { right, top, height } = span.getBoundingClientRect();
          return {
            text: (style?.content ?? '').replace(/^"|"$|\uFE0E/g, ''),
            x: right - 5,
            y: top + height / 2,
          };
        })
        .filter(({ text }) => /[⏸×]/.test(text))
        .sort((a, b) => a.y - b.y || a.x - b.x),
    );
  }

  /** Waits until the status bar has an item with this text. */
  async expectStatus(text: string): Promise<void> {
    await this.page.locator('.statusbar-item', { hasText: text }).first().waitFor();
  }

  /** Chooses a command in the Command Palette. */
  async runCommand(title: string): Promise<void> {
    await this.press('F1');
    await this.page.locator('.quick-input-widget input').fill(`>${title}`);
    await this.page.locator('.quick-input-list-entry', { hasText: title }).first().waitFor();
    await this.press('Enter');
    // A command may ask for more at once, in the same place.
    const typed = this.page.locator('.quick-input-widget:visible input');
    await expectSoon(async () => {
      // Without waiting for a box: mostly there is none any more.
      const [value] = await typed.evaluateAll(boxes =>
        boxes.map(box => ('value' in box ? box.value : undefined)),
      );
      return value === `>${title}` ? 'the command is still being chosen' : undefined;
    });
  }

  /** Chooses a command that asks for something, and answers. @returns what it offered. */
  async answerCommand(title: string, question: string, answer: string): Promise<string> {
    await this.runCommand(title);
    return this.answer(question, answer);
  }

  /** Answers a question, by its title. @returns what it offered as an answer. */
  async answer(question: string, answer: string): Promise<string> {
    const widget = this.page.locator('.quick-input-widget', { hasText: question });
    const input = widget.locator('input.input');
    await input.waitFor();
    const offered = await input.inputValue();
    await input.fill(answer);
    await this.press('Enter');
    await widget.waitFor({ state: 'hidden' });
    return offered;
  }

  /** Opens a terminal, by a command of the editor's, and has its shell do something. */
  async typeIntoNewTerminal(
    commandLine: string,
    command = 'Terminal: Create New Terminal',
  ): Promise<void> {
    await this.runCommand(command);
    await this.typeIntoTerminal(commandLine);
  }

  /** Has the shell of the terminal that is open do something. */
  async typeIntoTerminal(commandLine: string): Promise<void> {
    const terminal = this.page.locator('.terminal-wrapper.active .xterm');
    await terminal.waitFor();
    await terminal.click();
    await this.page.keyboard.type(commandLine);
    await this.press('Enter');
  }

  /** A line of the terminal that is open has such a text. */
  async expectTerminal(text: string | RegExp): Promise<void> {
    const rows = this.page.locator('.terminal-wrapper.active .xterm-rows > div');
    await rows.filter({ hasText: text }).first().waitFor();
  }

  /**
   * Opens the list of notifications, and waits for one: VS Code shows none by itself while it is
   * driven by a program.
   *
   * @returns it, with its buttons.
   */
  async notification(text: string): Promise<Locator> {
    await this.runCommand('Notifications: Show Notifications');
    const row = this.page.locator('.notifications-center .monaco-list-row', { hasText: text });
    await row.waitFor();
    return row;
  }

  /** Removes all notifications. */
  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
  }

  /** Chooses an entry of the list that a command offers. */
  async choose(label: string): Promise<void> {
    await this.page.locator('.quick-input-widget input').fill(label);
    await this.page.locator('.quick-input-list-entry', { hasText: label }).first().waitFor();
    await this.press('Enter');
  }

  /** Shows a channel in the Output view. */
  async showOutput(channel: string): Promise<void> {
    await this.runCommand('Output: Show Output Channels...');
    await this.choose(channel);
    await this.page.locator('.output-view').waitFor();
  }

  /** Shows the frames of a thread. */
  async unfoldThread(name: string): Promise<void> {
    await this.#callStack.filter({ hasText: name }).locator('.monaco-tl-twistie').click();
  }

  /** What the menu of a row or another thing offers; takes a screenshot, and closes it. */
  async readMenu(
    target: Locator,
    screenshot: string,
    button: 'left' | 'right' = 'right',
  ): Promise<string[]> {
    await target.click({ button });
    const items = this.page.locator('.monaco-menu .action-menu-item .action-label');
    await items.first().waitFor();
    const labels = await items.allTextContents();
    await this.screenshot(screenshot);
    await this.press('Escape');
    await items.first().waitFor({ state: 'detached' });
    return labels;
  }

  /** The row of a thread in the Call Stack view. */
  thread(name: string): Locator {
    return this.page.locator(`.debug-call-stack [aria-label^="Thread ${name}"]`);
  }

  /** Has the editor and the Variables view show a frame. */
  async selectFrame(frame: string): Promise<void> {
    await this.page.locator(`.debug-call-stack [aria-label^="Stack Frame ${frame}"]`).click();
  }

  /** Unfolds a scope of the Variables view. */
  async unfoldScope(name: string): Promise<void> {
    await this.page.locator(`.debug-variables [aria-label="Scope ${name}"]`).click();
  }

  /** Folds one of the views in Run and Debug. */
  async foldView(title: string): Promise<void> {
    await this.#clickHeader(title, true);
  }

  /** Unfolds one of the views in Run and Debug. */
  async unfoldView(title: string): Promise<void> {
    await this.#clickHeader(title, false);
  }

  /** Drags the edge of the side bar to a distance from the left of the window. */
  async widenSideBar(right: number): Promise<void> {
    const { x, y, width, height } = await boxOf(this.page.locator('.part.sidebar'));
    await this.#drag({ x: x + width, y: y + height / 2 }, { x: right, y: y + height / 2 });
  }

  /** Drags the lower edge of the topmost view in Run and Debug. */
  async resizeTopView(height: number): Promise<void> {
    const { x, y, height: before } = await boxOf(this.page.locator('.debug-viewlet .pane').first());
    await this.#drag({ x: x + 150, y: y + before }, { x: x + 150, y: y + height });
  }

  /** The text of the dialog that is open; takes a screenshot, and closes it. */
  async readDialog(screenshot: string): Promise<string | null> {
    const dialog = this.page.locator('.monaco-dialog-box');
    const text = await dialog.locator('.dialog-message-container').textContent();
    await this.screenshot(screenshot);
    await this.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    return text;
  }

  /** The text of the dialog that is open; takes a screenshot, and says yes or no. */
  async answerDialog(screenshot: string, isYes: boolean): Promise<string | null> {
    const dialog = this.page.locator('.monaco-dialog-box');
    const text = await dialog.locator('.dialog-message-container').textContent();
    await this.screenshot(screenshot);
    const buttons = dialog.locator('.dialog-buttons .monaco-button');
    await buttons.filter({ hasText: isYes ? 'Yes' : 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    return text;
  }

  /**
   * Does something, and takes a screenshot of what the window shows when it fails.
   *
   * @throws Error that has the window's text, too; also when VS Code shows a notification: none
   *   belongs to a session.
   */
  async withScreenshotOfFailure(screenshot: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
      const toasts = this.page.locator('.notification-toast');
      assert.deepEqual(await toasts.allTextContents(), []);
    } catch (error) {
      await this.screenshot(screenshot);
      // Where only what is printed is kept, the picture is lost.
      const shown = await this.page.locator('body').ariaSnapshot();
      const reason = error instanceof Error ? error.stack : error;
      throw new Error(`${reason}\nThe window shows:\n${shown}`, { cause: error });
    }
  }

  /** Takes a picture of the window, with the mouse out of the way. */
  async screenshot(name: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await sleep(REACTION);
    await this.page.screenshot({ path: path.join(this.#screenshots, `${name}.png`) });
  }

  async #drag(from: Point, to: Point): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(to.x, to.y, { steps: 5 });
    await mouse.up();
  }

  async #clickHeader(title: string, isUnfolded: boolean): Promise<void> {
    const is = `[aria-label^="${title}"][aria-expanded="${isUnfolded}"]`;
    // Where it has no words: the tooltips of those would come before what is below, and stay.
    await this.page.locator(`.pane-header${is}`).click({ position: { x: 10, y: 10 } });
  }

  get #callStack(): Locator {
    return this.page.locator('.debug-call-stack .monaco-list-row');
  }
}

async function boxOf(element: Locator): Promise<Point & { width: number; height: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error(`${element} is not to be seen`);
  return box;
}

/** Waits until the labels of rows, in order, are what they should be. */
export async function expectText(
  rows: Locator,
  expected: readonly string[],
  select: (labels: string[]) => string[] = labels => labels,
): Promise<void> {
  await expectSoon(async () => {
    const actual = select(await labelsOf(rows));
    return isDeepStrictEqual(actual, expected)
      ? undefined
      : `there is ${inspect(actual)} and not ${inspect(expected)}`;
  });
}

async function labelsOf(rows: Locator): Promise<string[]> {
  return rows.evaluateAll(elements =>
    elements.map(element => element.getAttribute('aria-label') ?? ''),
  );
}

/**
 * Waits until nothing is wrong any more.
 *
 * @param findWrong says what is wrong, if anything is.
 * @throws AssertionError with what is still wrong at the end of all patience.
 */
export async function expectSoon(findWrong: () => Promise<string | undefined>): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const wrong = await findWrong().catch(unlessReplaced);
    if (wrong === undefined) return;
    if (performance.now() > end) assert.fail(wrong);
    await sleep(100);
  }
}

/** A page that is replaced while it is looked at, as those of web views are when they load, is looked at again. */
function unlessReplaced(error: Error): string {
  if (error.message.includes('Execution context was destroyed')) return error.message;
  throw error;
}

/** Leaves out what a stack shows under labels: where the continuation came from. */
function withoutOrigins(labels: string[]): string[] {
  let isOrigin = false;
  return labels.filter(label => {
    isOrigin = !label.startsWith('Thread') && (isOrigin || label.endsWith('Unknown Source'));
    return !isOrigin;
  });
}
