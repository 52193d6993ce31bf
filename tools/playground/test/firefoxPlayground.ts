import { fragmentOf } from '../../../extension/playground/model/sharedProgram.ts';
import type { Firefox } from '../../browser/firefox.ts';
import { SCREEN } from './screen.ts';

/** Keys, as WebDriver names them ("Keyboard actions"). */
const ENTER = '\ue007';
const CONTROL = '\ue009';

/** Has something be so: looked at every now and then. */
const WAIT = `const until = async isSo => {
  while (!isSo()) await new Promise(resolve => setTimeout(resolve, 50));
};`;

/** The playground in Firefox, which is led by what it is told to evaluate. What is expected is waited for. */
export class FirefoxPlayground {
  readonly #firefox: Firefox;
  #visits = 0;

  constructor(firefox: Firefox) {
    this.#firefox = firefox;
  }

  /**
   * Opens the address with a program in it. Each time with another query, since a fragment alone would not load it again,
   * and straight from the page before: by way of `about:blank`, Firefox has let a visit without a server wait for a minute
   * and fail (NS_ERROR_INTERCEPTION_FAILED), in two of three runs after those in Chromium, and never otherwise.
   */
  async goto(address: string, program: string): Promise<void> {
    this.#visits += 1;
    await this.#firefox.goto(`${address}?visit=${this.#visits}${fragmentOf(program)}`);
  }

  /** Presses a button, by its identity, as soon as that is possible. */
  async press(button: string): Promise<void> {
    const found = `document.getElementById(${JSON.stringify(button)})`;
    await this.#evaluate(`await until(() => ${found}?.disabled === false); ${found}.click();`);
  }

  /** The program stands still in a thread. @returns the names of all. */
  async standsIn(thread: string): Promise<readonly string[]> {
    const threads = await this.#evaluate(`
      const chosen = () => document.querySelector('#threads [aria-current]')?.textContent;
      const isStill = () => document.body.dataset.state === 'stopped';
      await until(() => isStill() && chosen() === ${JSON.stringify(thread)});
      return [...document.querySelectorAll('#threads button')].map(each => each.textContent);`);
    return threads as string[];
  }

  /** The program is over, and the terminal shows this. */
  async showsOnly(text: string): Promise<void> {
    await this.#evaluate(`
      await until(() => document.getElementById('status').textContent.includes('has ended'));
      await until(() => ${SCREEN} === ${JSON.stringify(text)});`);
  }

  /** The terminal shows such a text, and has the focus. */
  async asks(text: string): Promise<void> {
    await this.#evaluate(`
      await until(() => ${SCREEN}.endsWith(${JSON.stringify(text)}));
      await until(() => document.activeElement.matches('.xterm-helper-textarea'));`);
  }

  /** Types a line. */
  async typeLine(text: string): Promise<void> {
    for (const key of [...text, ENTER]) await this.#firefox.press(key);
  }

  async interrupt(): Promise<void> {
    await this.#firefox.press(CONTROL, 'c');
  }

  /** Lets programs have the files that are kept. */
  async grantFiles(): Promise<void> {
    const grant = `document.getElementById('files-granted')`;
    await this.#evaluate(`await until(() => !${grant}.checked); ${grant}.click();`);
  }

  /** A file is kept. */
  async keeps(file: string): Promise<void> {
    await this.#evaluate(`
      const paths = () => [...document.querySelectorAll('.file .path')].map(each => each.textContent);
      await until(() => paths().includes(${JSON.stringify(file)}));`);
  }

  /** The browser keeps the page. */
  async isKept(): Promise<void> {
    await this.#evaluate(`await until(() => navigator.serviceWorker.controller !== null);`);
  }

  /** Does something with `link`, the address of what the program serves, once it does. @returns what that returns. */
  async askService(body: string): Promise<unknown> {
    return this.#evaluate(`
      const link = document.getElementById('service-link');
      await until(() => !link.hidden);
      ${body}`);
  }

  #evaluate(body: string): Promise<unknown> {
    return this.#firefox.call('eval', [`(async () => { ${WAIT} ${body} })()`]);
  }
}
