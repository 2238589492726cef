#!/usr/bin/env node
// The entry of `pressmark`: reads the words of the call, runs one command, sets the exit status.
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2));
