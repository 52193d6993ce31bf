/** Files of Python are texts: the bundle for browsers has them in it. */
declare module '*.py' {
  const text: string;
  export default text;
}
