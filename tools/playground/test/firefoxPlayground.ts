import type { Firefox } from '../../browser/firefox.ts';

/** Has something be so: looked at every now and then. */
const WAIT = `const until = async isSo => {
  while (!isSo()) await new Promise(resolve => setTimeout(resolve, 50));
};`;

/** The playground in Firefox, which is led by what it is told to evaluate. What is expected is waited for. */
export class FirefoxPlayground {
  readonly #firefox: Firefox;

  constructor(firefox: Firefox) {
    this.#firefox = firefox;
  }

  async goto(url: string): Promise<void> {
    await this.#firefox.goto('about:blank');
    await this.#firefox.goto(url);
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

  /** The program is over. @returns what it has printed. */
  async printed(): Promise<string> {
    const printed = await this.#evaluate(`
      await until(() => document.getElementById('status').textContent.includes('has ended'));
      return [...document.querySelectorAll('#output .stdout')].map(each => each.textContent).join('');`);
    return printed as string;
  }

  /** The browser keeps the page. */
  async isKept(): Promise<void> {
    await this.#evaluate(`await until(() => navigator.serviceWorker.controller !== null);`);
  }

  #evaluate(body: string): Promise<unknown> {
    return this.#firefox.call('eval', [`(async () => { ${WAIT} ${body} })()`]);
  }
}
