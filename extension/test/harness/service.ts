import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from './editorServer.ts';

/** Has a sample's launch configuration name a port that is free. @returns the port. */
export async function useFreePort(folder: string): Promise<number> {
  const port = await freePort();
  const file = path.join(folder, '.vscode/launch.json');
  const launch = JSON.parse(readFileSync(file, 'utf8'));
  launch.configurations[0].args = ['--port', String(port)];
  writeFileSync(file, JSON.stringify(launch));
  return port;
}

/** Sends a body as JSON to a service on this machine. */
export function post(port: number, route: string, body: unknown): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** The number of the first line of a text that has another in it; 0 if none has. */
export function lineWith(text: string, part: string): number {
  return text.split('\n').findIndex(line => line.includes(part)) + 1;
}
