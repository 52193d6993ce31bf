/** What a caller of the command knows already. */
export interface WantedPackage {
  /** What to offer as the name. */
  readonly name?: string;
  /** Where to install it; by default in the workspace folder. */
  readonly folder?: string;
}

/** The name of the command "Install Package…"; its argument is a {@link WantedPackage}. */
export const INSTALL_PACKAGE = 'wasixPython.installPackage';
