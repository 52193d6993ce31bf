import * as vscode from 'vscode';
import type { MissingPackage } from '../../debug-adapter/protocol/customEvents.ts';
import { DEBUG_TYPE } from '../debugType.ts';
import { INSTALL_PACKAGE, type WantedPackage } from './wantedPackage.ts';

/** Offers to install what a program lacks, when the debug adapter tells of it. */
export function offerMissingPackages(): vscode.Disposable {
  return vscode.debug.onDidReceiveDebugSessionCustomEvent(({ session, event, body }) => {
    if (session.type === DEBUG_TYPE && event === 'missingPackage') void offerPackage(body);
  });
}

/**
 * Says that a package is missing, and installs it if the user wants to have it.
 *
 * @returns whether the user did.
 */
export async function offerPackage({
  module,
  distribution,
  folder,
}: MissingPackage): Promise<boolean> {
  const install = vscode.l10n.t('Install Package…');
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      "The package that has '{0}' is not installed for WASIX Python, which is not the Python of this machine.",
      module,
    ),
    install,
  );
  if (choice !== install) return false;
  const wanted: WantedPackage = { name: distribution, ...(folder === undefined ? {} : { folder }) };
  await vscode.commands.executeCommand(INSTALL_PACKAGE, wanted);
  return true;
}
