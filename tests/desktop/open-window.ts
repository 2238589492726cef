// Runs the built desktop program on the double, looks at its window as a person and as a hostile page would, and prints one line of JSON.
// Started by tests/system/desktop-window.test.ts: `node open-window.ts ENGINE --archive DIR`.
import { registerHooks } from 'node:module';
import { app, deeds, shown } from './electron-double.ts';

const double = new URL('./electron-double.ts', import.meta.url).href;
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: double, shortCircuit: true } : next(name, context)),
});

const [engine] = process.argv.splice(2, 1);
await import(new URL('../../out/main/index.js', import.meta.url).href);
await app.begin(engine as string);
const page = await shown.promise;
await page.waitForSelector('main:not(:has([role=status]))');

const seen = {
  text: await page.locator('main').textContent(),
  methods: await page.evaluate('Object.keys(window.pressmark).length'),
  badInput: await page.evaluate(`window.pressmark['documents.list']({ limit: 'many' })`),
  outside: await page.evaluate(`fetch('/..%2f..%2fpackage.json').then((response) => response.status)`),
  network: await page.evaluate(`fetch('https://example.org/').then(() => 'answered', () => 'refused')`),
  inlineScript: await page.evaluate(`(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return window.ran === true;
  })()`),
};
await page.evaluate(`void (location.href = 'https://example.org/away')`);
await page.waitForTimeout(300);
await page.evaluate(`void window.open('https://name:secret@example.org/')`);
await page.waitForTimeout(300);
console.log(JSON.stringify({ ...seen, address: page.url(), deeds }));
await app.quit();
process.exit();
