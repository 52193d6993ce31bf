/**
 * What the extension reads in Python's source. A file of its own when it is built, for the parser,
 * which is more than the rest of the extension and is loaded only when there is something to read.
 */
export { variablesBefore } from './annotations/inlineVariables.ts';
export { expressionAt } from './pythonExpression.ts';
