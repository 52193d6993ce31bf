import type { EventSink } from '../eventSink.ts';
import { attributeRemarks, type ConfigurationRequest } from '../program/attributeRemarks.ts';

/** Tells the user, once in a session for each, of attributes that have no effect. */
export class ConfigurationRemarks {
  readonly #sink: EventSink;
  readonly #told = new Set<string>();

  constructor(sink: EventSink) {
    this.#sink = sink;
  }

  tell(request: ConfigurationRequest, configuration: object): void {
    for (const [name, remark] of attributeRemarks(request, configuration)) {
      if (this.#told.has(name)) continue;
      this.#told.add(name);
      this.#sink.emit('output', {
        category: 'console',
        output: `The ${request} configuration's ${remark}\n`,
      });
    }
  }
}
