// Files dropped on the window.
import type { Page } from 'playwright';

/** Drops files on the window as a file manager does; `asked` is what the window says while they are held over it. */
export async function dropFiles(
  page: Page,
  files: readonly { readonly name: string; readonly text: string }[],
  asked = 'Drop to keep these articles',
): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, text } of given) data.items.add(new File([text], name));
    return data;
  }, files);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.getByText(asked).waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
