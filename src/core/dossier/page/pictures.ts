// The pictures of the printed page: waited for, and made smaller when the file is to keep a limit.

/** Waits until all pictures are there. @returns those that cannot be shown */
export async function brokenImages(): Promise<HTMLImageElement[]> {
  const broken: HTMLImageElement[] = [];
  const shown = [...document.images].map((image) => image.decode().catch(() => broken.push(image)));
  await Promise.all([...shown, ...[...document.querySelectorAll('svg image')].map(loaded)]);
  return broken;
}

/** A picture in a drawing tells nothing of itself; another one with its address does. */
async function loaded(picture: Element): Promise<void> {
  const image = new Image();
  image.src = picture.getAttribute('href') ?? '';
  await image.decode().catch(() => picture.remove());
}

/**
 * Makes the articles' pictures smaller: JPEG of at most so many pixels in width. Their places on the page stay.
 * @param quality from 0 to 1
 */
export async function reducePictures({ widthPx, quality }: { widthPx: number; quality: number }): Promise<void> {
  const pictures = [...document.querySelectorAll<HTMLImageElement>('.reading img')];
  for (const image of pictures) {
    const { width, height } = image.getBoundingClientRect();
    const small = await reduced(image, widthPx, quality);
    if (!small) continue;
    image.style.inlineSize = `${width}px`;
    image.style.blockSize = `${height}px`;
    image.src = URL.createObjectURL(small);
    await image.decode().catch(() => undefined);
  }
}

async function reduced(image: HTMLImageElement, widthPx: number, quality: number): Promise<Blob | null> {
  if (image.naturalWidth === 0) return null;
  const scale = Math.min(1, widthPx / image.naturalWidth);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
