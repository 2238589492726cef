// Shows pages of the web for the core, as a person would see them: each in a hidden window, in a partition that forgets, with the scripts of the
// page and no network. All that the page asks for is asked of the core, which fetches it under its own rules, or is refused.
import { type BrowserWindow, type Session, session as sessions } from 'electron';
import type { RenderAnswer, RenderedPage } from '../core/ports.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import type { MainAnswers } from './core-messages.ts';
import { denyEverything } from './denials.ts';
import { createPageWindow } from './window-factory.ts';

type PageAnswers = Pick<MainAnswers, 'pageRender' | 'pageClose'>;
type AnswerOf = (request: { session: number; address: string }) => Promise<RenderAnswer | undefined>;

/** CSS pixels. Chromium draws no picture that is higher. */
const VIEW = { width: 1280, height: 900 };
const HIGHEST = 16_000;
/** A page that goes on loading is taken as it is after this long, and again after going down it once, in milliseconds. */
const SETTLE_MS = 5_000;

/** A partition shows one page after the other, and none at the same time as another. */
interface Place {
  readonly session: Session;
  /** The number of the page that it shows. */
  shown: number | undefined;
}

export interface PageRoom extends PageAnswers {
  /** Ends what is being shown: the core that asked for it is gone. */
  closeAll(): void;
}

/** Makes the room where pages of the web are shown; `answerOf` asks the core for what they load. */
export function createPageRoom(answerOf: AnswerOf): PageRoom {
  const places: Place[] = [];
  const open = new Map<number, (reason: Failure) => void>();

  return {
    async pageRender({ session, address, timeMs }) {
      const place = places.find(({ shown }) => shown === undefined) ?? newPlace(places, answerOf);
      place.shown = session;
      const window = createPageWindow(place.session, VIEW);
      const ended = Promise.withResolvers<never>();
      ended.promise.catch(() => undefined);
      open.set(session, ended.reject);
      window.webContents.on('render-process-gone', (_event, { reason }) =>
        ended.reject(new Failure('unavailable', said`${address}: the window that showed it ended (${reason}).`)),
      );
      const late = setTimeout(
        () => ended.reject(new Failure('unavailable', said`${address}: it could not be shown in ${timeMs / 1000} s.`)),
        timeMs,
      );
      try {
        return await Promise.race([renderIn(window, address), ended.promise]);
      } finally {
        clearTimeout(late);
        open.delete(session);
        window.destroy();
        await place.session.clearStorageData();
        place.shown = undefined;
      }
    },
    pageClose: (session) => open.get(session)?.(closed()),
    closeAll: () => {
      for (const end of open.values()) end(closed());
    },
  };
}

function closed(): Failure {
  return new Failure('unavailable', said`The page that was being shown was closed.`);
}

/** Partitions are kept in memory only (their names do not begin with `persist:`) and used again, since Electron never drops one. */
function newPlace(places: Place[], answerOf: AnswerOf): Place {
  const place: Place = { session: sessions.fromPartition(`page-${places.length + 1}`), shown: undefined };
  places.push(place);
  denyEverything(place.session, (url) => /^(?:https?|data|blob):/.test(url));
  for (const scheme of ['http', 'https'])
    place.session.protocol.handle(scheme, (request) => answer(request, place, answerOf));
  return place;
}

async function answer(request: Request, { shown }: Place, answerOf: AnswerOf): Promise<Response> {
  const refused = new Response(null, { status: 403 });
  if (shown === undefined || request.method !== 'GET') return refused;
  const given = await answerOf({ session: shown, address: request.url }).catch(() => undefined);
  if (given === undefined) return refused;
  const hasBody = given.status !== 204 && given.status !== 205 && given.status !== 304;
  const body = hasBody ? new Uint8Array(given.body) : null;
  return new Response(body, { status: given.status, headers: given.headers.map(([name, value]) => [name, value]) });
}

async function renderIn(window: BrowserWindow, address: string): Promise<RenderedPage> {
  const { webContents } = window;
  webContents.setAudioMuted(true);
  // A page whose pictures never end has loaded its document all the same.
  await Promise.race([window.loadURL(address), pause(SETTLE_MS)]);
  await Promise.race([webContents.executeJavaScript(GO_DOWN), pause(SETTLE_MS)]);
  const html: string = await webContents.executeJavaScript(DOCUMENT);
  return { html, picture: await pictureOf(window) };
}

const DOCUMENT = `'<!doctype html>' + document.documentElement.outerHTML`;

/** Goes down a page by its height once, so that pictures that wait to be seen are asked for. */
const GO_DOWN = `(async () => {
  const end = performance.now() + ${SETTLE_MS - 1000};
  for (let y = 0; y < document.documentElement.scrollHeight && performance.now() < end; y += ${VIEW.height}) {
    scrollTo(0, y);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  scrollTo(0, 0);
  await new Promise((resolve) => setTimeout(resolve, 500));
})()`;

/** The whole page: what is beyond a window's bounds is drawn by the developer tools' protocol only. */
async function pictureOf({ webContents }: BrowserWindow): Promise<Uint8Array> {
  const { debugger: tools } = webContents;
  tools.attach('1.3');
  try {
    const { cssContentSize } = await tools.sendCommand('Page.getLayoutMetrics');
    const height = Math.max(1, Math.min(Math.ceil(cssContentSize.height), HIGHEST));
    const { data } = await tools.sendCommand('Page.captureScreenshot', {
      format: 'png',
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width: VIEW.width, height, scale: 1 },
    });
    return new Uint8Array(Buffer.from(data, 'base64'));
  } finally {
    tools.detach();
  }
}

function pause(timeMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timeMs));
}
