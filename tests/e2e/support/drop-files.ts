// Files dropped on the window.
import type { Page } from 'playwright';

/** Drops files on the window as a file manager does. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, text } of given) data.items.add(new File([text], name));
    return data;
  }, files);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.getByText('Drop to keep these articles').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
