import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type * as vscode from 'vscode';
import type { AdapterNode } from './adapterNode.ts';
import { openReport } from './openReport.ts';
import type { Versions } from './problemReport.ts';
import type { SessionLog } from './sessionLog.ts';

/** The command "Report a Problem", where there is a machine. */
export async function reportProblem(
  extension: vscode.Extension<unknown>,
  node: AdapterNode,
  sessions: SessionLog,
): Promise<void> {
  const versions = {
    ...(await pythonVersions(extension.extensionPath)),
    Node: await nodeVersion(node),
    System: `${os.type()} ${os.release()} ${os.arch()}`,
  };
  await openReport(extension, versions, sessions);
}

/** Those of the interpreters that come with the extension. */
async function pythonVersions(extensionFolder: string): Promise<Versions> {
  try {
    const folder = path.join(extensionFolder, 'dist', 'python');
    const manifests = (await readdir(folder)).map(async version =>
      JSON.parse(await readFile(path.join(folder, version, 'manifest.json'), 'utf8')),
    );
    const all = await Promise.all(manifests);
    const list = (part: string): string =>
      [...new Set<string>(all.map(manifest => manifest[part]))].sort().join(', ');
    return { Python: list('python'), greenlet: list('greenlet') };
  } catch (error) {
    return { Python: (error as Error).message };
  }
}

async function nodeVersion(node: AdapterNode): Promise<string> {
  try {
    const { file, env } = await node.find();
    const options = { env: { ...process.env, ...env } };
    const { stdout } = await promisify(execFile)(file, ['--version'], options);
    return `${stdout.trim()} (${file})`;
  } catch (error) {
    return (error as Error).message;
  }
}
