/** The web worker in which the debug adapter runs, started by `AdapterWorker`, or a program of its, by `NestedPlace`. */
import { NESTED_WORKER } from './nestedMessages.ts';
import { serveNestedGuest } from './nestedWorker.ts';
import { serveAdapter } from './servedAdapter.ts';

if (name === NESTED_WORKER) serveNestedGuest();
else serveAdapter();
