// A worker thread does not inherit tsx from the thread that starts it, so it brings its own.
import { register } from 'tsx/esm/api';

register();
await import('./model-worker.ts');
