#!/bin/sh
# The official TypeScript SDK of the Model Context Protocol, @modelcontextprotocol/sdk 1.32.2.
#
# One would guess: a server that checks the arguments of a call by the schema of its tool says so when
# one of them is not in it, as a model that has misspelt an optional argument could mend that at once;
# and a tool that the server does not have is a protocol error (specification 2025-11-25, "Error
# Handling"), by which `callTool` of the client is rejected.
#
# What happens: an argument that the tool does not know is dropped without a word, and the tool runs as
# though nothing had been given. A schema of zod's that is strict, which would refuse it, has the server
# list `additionalProperties: false`; the usual way, the bare fields, lists nothing about others. And
# the server makes a result of its own error about a missing tool: the promise is fulfilled, the
# protocol's code -32602 is a part of the text, and whoever handles rejections alone never hears of it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --loglevel=error --no-audit --no-fund --prefix . \
  @modelcontextprotocol/sdk@1.32.2 zod@4.6.7

cat >run.mjs <<'JAVASCRIPT'
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const server = new McpServer({ name: 'repeater', version: '1' });
const fields = { word: z.string(), times: z.number().optional() };
const repeat = ({ word, times = 1 }) => ({ content: [{ type: 'text', text: word.repeat(times) }] });
server.registerTool('fields', { inputSchema: fields }, repeat);
server.registerTool('strict', { inputSchema: z.strictObject(fields) }, repeat);
const [near, far] = InMemoryTransport.createLinkedPair();
await server.connect(far);
const client = new Client({ name: 'model', version: '1' });
await client.connect(near);

for (const { name, inputSchema } of (await client.listTools()).tools) {
  console.log(`${name}: additionalProperties ${inputSchema.additionalProperties}`);
}
async function call(name, args) {
  const outcome = await client.callTool({ name, arguments: args }).then(
    ({ isError = false, content: [{ text }] }) => `fulfilled, isError ${isError}: ${text}`,
    error => `rejected: ${error.message}`,
  );
  console.log(`${name} ${JSON.stringify(args)}\n  ${outcome}`);
}
await call('fields', { word: 'ab', times: 2 });
await call('fields', { word: 'ab', time: 2 });
await call('strict', { word: 'ab', time: 2 });
await call('missing', { word: 'ab' });
await client.close();
JAVASCRIPT
node run.mjs | tee seen.txt

diff - seen.txt <<'TEXT'
fields: additionalProperties undefined
strict: additionalProperties false
fields {"word":"ab","times":2}
  fulfilled, isError false: abab
fields {"word":"ab","time":2}
  fulfilled, isError false: ab
strict {"word":"ab","time":2}
  fulfilled, isError true: MCP error -32602: Input validation error: Invalid arguments for tool strict: Unrecognized key: "time"
missing {"word":"ab"}
  fulfilled, isError true: MCP error -32602: Tool missing not found
TEXT
