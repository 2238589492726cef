// Runs the built desktop program on the double as a person's first start: no archive yet, the sample is chosen. Prints one line of JSON.
// Started by tests/system/desktop-window.test.ts: `node first-start.ts ENGINE`.
import { deeds } from './double-strict.ts';
import { shown } from './double-window.ts';
import { realApp, script } from './electron-double.ts';
import { runProgram, until } from './run-program.ts';

const [engine] = process.argv.splice(2, 1) as [string];
script.showMessageBox.push({ response: 1 }, { response: 0 });
await runProgram(engine);
const { page } = await shown.promise;
const list = () => page.evaluate(`window.pressmark['documents.list']({}).then(({ value }) => value.items.length)`);
await until('the sample’s articles', async () => ((await list()) as number) >= 4);
const dossiers = await page.evaluate(`window.pressmark['dossiers.list']({}).then(({ value }) => value.length)`);
realApp.quit();
await realApp.ended.promise;
process.stdout.write(`${JSON.stringify({ dossiers, deeds })}\n`, () => process.exit());
