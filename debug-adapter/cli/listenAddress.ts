import { InvalidArgumentError } from 'commander';

/** Where to wait for debug clients. */
export interface ListenAddress {
  readonly host: string;
  /** 0 for one that is free. */
  readonly port: number;
}

const HIGHEST_PORT = 65_535;

/**
 * Parses the value of `--listen`: `HOST:PORT`, or `PORT` for this machine alone.
 *
 * @throws InvalidArgumentError with a sentence for the user.
 */
export function parseListenAddress(text: string): ListenAddress {
  const colon = text.lastIndexOf(':');
  const host = colon < 0 ? '127.0.0.1' : text.slice(0, colon).replace(/^\[(.*)\]$/, '$1');
  const port = Number(text.slice(colon + 1) || Number.NaN);
  if (host === '' || !Number.isInteger(port) || port < 0 || port > HIGHEST_PORT) {
    throw new InvalidArgumentError(`"${text}" is not HOST:PORT, as in 127.0.0.1:5678.`);
  }
  return { host, port };
}
