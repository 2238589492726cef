// Gives a child process the `process.parentPort` of Electron's utility processes. Loaded before the built core process.
import { EventEmitter } from 'node:events';

const port = Object.assign(new EventEmitter(), { postMessage: (message: object) => process.send?.(message) });
process.on('message', (data) => port.emit('message', { data }));
process.on('disconnect', () => process.exit());
Object.defineProperty(process, 'parentPort', { value: port });
