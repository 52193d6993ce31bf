import type { Page } from 'playwright-core';
import type { Profile } from './profile.ts';

/** How the editor looks. */
export interface Theme {
  /** Its id, as in the settings. */
  readonly id: string;
  /** What the workbench is then, by its style class. */
  readonly kind: string;
}

/** A theme of each kind that there is. */
export const THEMES = {
  light: { id: 'Default Light Modern', kind: 'vs' },
  'high contrast': { id: 'Default High Contrast', kind: 'hc-black' },
  'high contrast light': { id: 'Default High Contrast Light', kind: 'hc-light' },
  dark: { id: 'Default Dark Modern', kind: 'vs-dark' },
} satisfies Record<string, Theme>;

/** Has the editor of a profile use a theme, from its start on or from now on. */
export function chooseTheme(profile: Profile, { id }: Theme): void {
  profile.set({ 'workbench.colorTheme': id });
}

/** Has the editor use a theme, and waits until it does. */
export async function changeTheme(page: Page, profile: Profile, theme: Theme): Promise<void> {
  chooseTheme(profile, theme);
  await page.locator(`.monaco-workbench.${theme.kind}`).waitFor();
}
