/** The import modules of a module's offset table: pointers to functions, addresses of variables. */
export const OFFSET_TABLES = ['GOT.func', 'GOT.mem'] as const;
export type OffsetTable = (typeof OFFSET_TABLES)[number];

export function isOffsetTable(name: string): name is OffsetTable {
  return (OFFSET_TABLES as readonly string[]).includes(name);
}
