import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** No news, no tours, no network: what is left is the editor. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * A user's fresh home and project, in a temporary folder: settings, no
 * extensions, and a workspace with the sample in it but no `launch.json`.
 */
export class Profile {
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'wasix-python-editor-'));
  readonly userData = path.join(this.#folder, 'data');
  readonly extensions = path.join(this.#folder, 'extensions');
  /** For what the editor leaves in its temporary folder. */
  readonly temporary = path.join(this.#folder, 'tmp');
  readonly serverConfiguration = path.join(this.#folder, 'server.yaml');
  readonly workspace: string;

  /**
   * @param root the checkout.
   * @param workspace the name of the workspace folder.
   */
  constructor(root: string, workspace: string) {
    this.workspace = path.join(this.#folder, workspace);
    const user = path.join(this.userData, 'User');
    const project = path.join(this.workspace, '.vscode');
    for (const folder of [user, project, this.extensions, this.temporary]) {
      mkdirSync(folder, { recursive: true });
    }
    writeFileSync(path.join(user, 'settings.json'), JSON.stringify(SETTINGS));
    cpSync(path.join(root, 'samples/switch/main.py'), path.join(this.workspace, 'main.py'));
  }

  /**
   * Copies a whole sample into the user's home, with the packages that set-up gave it.
   *
   * @returns its folder.
   */
  addSample(root: string, name: string): string {
    const folder = path.join(this.#folder, name);
    cpSync(path.join(root, 'samples', name), folder, { recursive: true });
    return folder;
  }

  /** Changes settings of the workspace folder, and leaves the others as they are. */
  set(settings: Readonly<Record<string, unknown>>): void {
    change(path.join(this.workspace, '.vscode/settings.json'), settings);
  }

  /** Changes settings of the user, and leaves the others as they are. */
  setForUser(settings: Readonly<Record<string, unknown>>): void {
    change(path.join(this.userData, 'User/settings.json'), settings);
  }

  [Symbol.dispose](): void {
    // The editor may still be writing.
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** @param file JSON, which need not be there yet. */
function change(file: string, settings: Readonly<Record<string, unknown>>): void {
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...before, ...settings }));
}
