import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { fragmentOf } from '../../../extension/playground/model/sharedProgram.ts';
import { SCREEN } from './screen.ts';

/** The playground as who uses it sees it. What is expected is waited for. */
export class PlaygroundPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The page of the Switch Timeline. */
  get timeline(): FrameLocator {
    return this.#page.frameLocator('#timeline');
  }

  /** The page that a program serves. */
  get service(): FrameLocator {
    return this.#page.frameLocator('#service');
  }

  /** Brings a tab to the front. */
  async chooseTab(name: string): Promise<void> {
    await this.#page.getByRole('tab', { name, exact: true }).click();
  }

  /** The timeline's lanes are these. */
  async hasLanes(names: readonly string[]): Promise<void> {
    const lanes = this.timeline.locator('.lane .name');
    for (const [index, name] of names.entries()) {
      await lanes.nth(index).getByText(name, { exact: true }).waitFor();
    }
    assert.equal(await lanes.count(), names.length);
  }

  /** Opens the address with a program in it. */
  async goto(address: string, program: string): Promise<void> {
    await this.#page.goto('about:blank');
    await this.#page.goto(`${address}${fragmentOf(program)}`);
  }

  /** Presses a button, as soon as that is possible. */
  async press(button: string): Promise<void> {
    await this.#page.getByRole('button', { name: button, exact: true }).click();
  }

  /** Clicks beside a line, from 1. */
  async clickGutter(line: number): Promise<void> {
    const number = this.#page
      .locator('.cm-lineNumbers .cm-gutterElement:visible')
      .getByText(String(line), { exact: true });
    // Which waits for it to stay where it is: the editor measures its lines when it is there.
    await number.hover();
    const { y = 0, height = 0 } = (await number.boundingBox()) ?? {};
    const { x = 0, width = 0 } = (await this.#page.locator('.breakpoints').boundingBox()) ?? {};
    await this.#page.mouse.click(x + width / 2, y + height / 2);
  }

  /** The names of the samples, once they are there. */
  async samples(): Promise<string[]> {
    const samples = this.#page.locator('#samples option');
    await samples.first().waitFor({ state: 'attached' });
    return samples.allTextContents();
  }

  /** The program stands still at a line, from 1, which the editor shows. */
  async standsAt(line: number): Promise<void> {
    await this.#page.locator(`.cm-line.standing:nth-child(${line})`).waitFor();
  }

  /** The page says such a sentence of the program. */
  async says(sentence: string | RegExp): Promise<void> {
    await this.#page.getByRole('status').filter({ hasText: sentence }).waitFor();
  }

  /** The debugger says such a thing, beneath the terminal. */
  async remarks(text: RegExp): Promise<void> {
    await this.#page.getByRole('log', { name: 'Debugger' }).filter({ hasText: text }).waitFor();
  }

  /** The terminal shows such a text. */
  async shows(text: RegExp): Promise<void> {
    const { source, flags } = text;
    const pattern = `new RegExp(${JSON.stringify(source)}, ${JSON.stringify(flags)})`;
    const isShown = this.#page.waitForFunction(`${pattern}.test(${SCREEN})`);
    // Which tells what is there instead.
    await isShown.catch(async () => assert.match(String(await this.#page.evaluate(SCREEN)), text));
  }

  /** The terminal shows this, and nothing else. */
  async showsOnly(text: string): Promise<void> {
    const isShown = this.#page.waitForFunction(`${SCREEN} === ${JSON.stringify(text)}`);
    await isShown.catch(async () => assert.equal(await this.#page.evaluate(SCREEN), text));
  }

  /** Types in the terminal, which has the focus as soon as the program asks for something. */
  async type(text: string): Promise<void> {
    await this.#page.locator('.xterm-helper-textarea:focus').waitFor({ state: 'attached' });
    await this.#page.keyboard.type(text);
  }

  threads(): Promise<string[]> {
    return this.#page.locator('#threads button').allTextContents();
  }

  async chosenThread(): Promise<string | null> {
    return this.#page.locator('#threads [aria-current]').textContent();
  }

  frames(): Promise<string[]> {
    return this.#page.locator('#frames button').allTextContents();
  }

  async innermostFrame(): Promise<string | null> {
    return this.#page.locator('#frames button').first().textContent();
  }

  /** Chooses a thread or a frame. */
  async choose(text: string): Promise<void> {
    await this.#page.getByRole('button', { name: text, exact: true }).click();
  }

  /** The classes of the breakpoints, from above. */
  breakpoints(): Promise<string[]> {
    return this.#page
      .locator('.breakpoint:visible')
      .evaluateAll(dots => dots.map(({ className }) => className));
  }

  /** Opens a scope, or a value. */
  async open(name: string): Promise<void> {
    await this.#page.locator('summary').getByText(name, { exact: true }).click();
  }

  /** What the page shows of a variable. */
  async variable(name: string): Promise<string> {
    const label = this.#page.locator('#variables .name').getByText(name, { exact: true });
    return (await label.locator('xpath=following-sibling::*').textContent()) ?? '';
  }
}
