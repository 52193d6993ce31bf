/** Stands in for `node:fs`, of which a page has nothing. */
export default {};
