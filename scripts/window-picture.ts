// Makes docs/images/window.png: the window with an article open.
import path from 'node:path';
import { ROOT, takePicture, withSampleWindow } from './sample-window.ts';

const PICTURE = path.join(ROOT, 'docs/images/window.png');

await withSampleWindow(async ({ open }) => {
  const page = await open({ language: 'en', theme: 'light', width: 1440, height: 900 });
  await page.locator('[role=option] [lang=fr]').click();
  await page
    .locator('.note-card')
    .first()
    .evaluate((note) => note.scrollIntoView({ block: 'center' }));
  await takePicture(page, PICTURE);
  await page.close();
});
console.log(path.relative(ROOT, PICTURE));
