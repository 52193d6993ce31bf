import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BrowserPage } from '../harness/browser.ts';
import { EditorServer } from '../harness/editorServer.ts';
import { Profile } from '../harness/profile.ts';
import { chooseTheme, type Theme } from '../harness/themes.ts';
import { Workbench } from '../harness/workbench.ts';
import type { StageScenario } from './scenario.ts';

interface StageOptions {
  /** What the titles of its tests begin with. */
  readonly about: string;
  /** The name of the folder that is open in the editor. */
  readonly folder: string;
  /** The URI of what is open instead, of which the editor has to know. */
  readonly place?: string;
  /** The texts of the files in it, by their paths in it. */
  readonly files?: Readonly<Record<string, string>>;
  readonly theme?: Theme;
  /** Does what the editor has to find when it starts. */
  readonly prepare?: (profile: Profile) => void;
}

/** A person's editor for a group of tests, with a fresh profile, and this extension from its sources. */
export class Stage implements AsyncDisposable {
  readonly profile: Profile;
  readonly workbench: Workbench;
  readonly server: EditorServer;
  /** What the browser opens. */
  readonly url: string;
  readonly #scenario: StageScenario;
  readonly #about: string;
  readonly #resources: AsyncDisposable;

  private constructor(
    scenario: StageScenario,
    about: string,
    parts: Pick<Stage, 'profile' | 'workbench' | 'server' | 'url'>,
    resources: AsyncDisposable,
  ) {
    this.#scenario = scenario;
    this.#about = about;
    this.profile = parts.profile;
    this.workbench = parts.workbench;
    this.server = parts.server;
    this.url = parts.url;
    this.#resources = resources;
  }

  static async open(
    scenario: StageScenario,
    { about, folder, place, files = {}, theme, prepare }: StageOptions,
  ): Promise<Stage> {
    const { root, editor, browser: program, results } = scenario;
    const log = (name: string): string => path.join(results, name);
    await using resources = new AsyncDisposableStack();
    const profile = resources.use(new Profile(root, folder));
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(profile.workspace, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    if (theme !== undefined) chooseTheme(profile, theme);
    prepare?.(profile);
    const server = resources.use(await EditorServer.start(editor, profile, log('server.log')));
    const browser = resources.use(await BrowserPage.open(program, log('page.log')));
    const workbench = new Workbench(browser.page, results);
    const url = server.url(place ?? profile.workspace, root);
    return new Stage(scenario, about, { profile, workbench, server, url }, resources.move());
  }

  /** Runs a test; a picture of the window is taken when it fails. */
  test(title: string, body: () => Promise<void>): Promise<void> {
    return this.#scenario.report.test(`${this.#about}: ${title}`, () =>
      this.workbench.withScreenshotOfFailure(`failure of ${title}`, body),
    );
  }

  /**
   * Opens the editor with a file of its folder, and debugs that up to a breakpoint.
   *
   * @param frame the function that is stopped in.
   * @param line where it is stopped in first.
   * @param others the lines that have a breakpoint, too.
   */
  async debugTo(file: string, frame: string, line: number, ...others: number[]): Promise<void> {
    const { workbench } = this;
    await workbench.open(this.url, file);
    for (const each of [line, ...others]) await workbench.setBreakpoint(each);
    await workbench.showRunAndDebug();
    await workbench.press('F5');
    await workbench.expectFocus(`Stack Frame ${frame}, line ${line}, ${file}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources[Symbol.asyncDispose]();
  }
}
