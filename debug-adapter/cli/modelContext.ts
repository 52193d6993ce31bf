import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type Tool as ModelContextTool,
} from '@modelcontextprotocol/sdk/types.js';
import { schemaOf, type Tool } from '../model-tools/tool.ts';
import { callTool, TOOLS } from '../model-tools/tools.ts';
import { endAtSignals } from '../session/connection/endAtSignals.ts';
import { distributionFolder } from '../session/node/distribution.ts';
import { ModelDebugger, type ModelGrants } from './modelDebugger.ts';

/** What a client tells its model of all tools together. */
const INSTRUCTIONS =
  'Debugs Python programs whose control passes between continuations: greenlets, threads and asyncio ' +
  'tasks, each with its own stack. Set breakpoints and launch; when the program stands still, ' +
  '`continuations` tells who is suspended where and waits for whom, `stack` and `variables` look ' +
  'into any of them, `switches` tells how control moved.';

/**
 * Serves the client that has started this process, by the Model Context Protocol on standard input
 * and output, until it closes the input. The program that it debugs ends with that.
 *
 * The package's `McpServer` would check arguments itself, and answer wrong ones with a list of
 * issues in JSON: `Server` beneath it leaves that to the tools, which say it in one sentence.
 *
 * @returns a promise of this process's exit code.
 */
export async function serveModelContext(grants: ModelGrants): Promise<number> {
  endAtSignals();
  const used = new ModelDebugger(grants);
  const server = new Server(
    { name: 'wasix-python', version: ownVersion() },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  const tools = TOOLS.map(tool => describe(tool, grants));
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const { name, arguments: input } = params;
    const { text, isError } = await callTool(TOOLS, name, input, { debugger: used, signal });
    return { content: [{ type: 'text', text }], isError };
  });
  // A client that is gone reads no answers either.
  process.stdout.on('error', () => process.stdin.destroy());
  const left = Promise.race([once(process.stdin, 'end'), once(process.stdin, 'close')]);
  await server.connect(new StdioServerTransport());
  await left;
  await used.stop();
  await server.close();
  return 0;
}

function describe(tool: Tool, { network }: ModelGrants): ModelContextTool {
  const { name, title, description, effect } = tool;
  return {
    name,
    title,
    description,
    inputSchema: schemaOf(tool) as ModelContextTool['inputSchema'],
    annotations: {
      title,
      readOnlyHint: effect === 'reads',
      destructiveHint: effect === 'runs',
      // A program may do anything with what was granted to it.
      openWorldHint: effect === 'runs' && network !== 'off',
    },
  };
}

function ownVersion(): string {
  const manifest = path.join(distributionFolder(), '../package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
