/** The debug type, as `package.json` contributes it. */
export const DEBUG_TYPE = 'wasix-python';
