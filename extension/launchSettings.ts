import type { LaunchAttributes } from './launchDefaults.ts';

/** The requests whose configurations can hold an attribute. */
type Requests = readonly ('launch' | 'attach')[];

/**
 * The launch attributes for which a setting, `wasixPython.NAME`, holds where a configuration does
 * not say. The manifest gets its settings from here (`npm run build`).
 */
export const LAUNCH_SETTINGS: Readonly<Record<string, Requests>> = {
  justMyCode: ['launch', 'attach'],
  maxThreads: ['launch', 'attach'],
  threadFilter: ['launch', 'attach'],
  tasks: ['launch', 'attach'],
  packages: ['launch'],
  network: ['launch'],
};

/**
 * Fills in what the settings say and a configuration does not.
 *
 * @param settingOf gives undefined for a setting that has its default value.
 */
export function applySettings<Launch extends LaunchAttributes>(
  configuration: Launch,
  settingOf: (name: string) => unknown,
): Launch {
  const set = Object.entries(LAUNCH_SETTINGS)
    .filter(([, requests]) => requests.some(request => request === configuration.request))
    .map(([name]): [string, unknown] => [name, settingOf(name)])
    .filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(set), ...configuration };
}
