// The script that runs before the window's own: it hands the page the secret that its calls carry.
// Why it exists: cookies go to every port of this computer, so that a program listening on another one may get ours and ask for the page with
// it. The page must therefore not carry the secret. It comes once, in the fragment of the address that the code is exchanged for, which no
// request contains, and is kept in the storage of this origin, which other ports cannot read. It is worthless once the server has stopped.

export const SESSION_SCRIPT = `'use strict';
(() => {
  const meta = document.querySelector('meta[name="pressmark-secret"]');
  const arrived = /^#secret=([\\w-]+)$/.exec(location.hash);
  if (arrived) history.replaceState(null, '', '/');
  try {
    if (arrived) localStorage.setItem('pressmark-secret', arrived[1]);
    meta.content ||= localStorage.getItem('pressmark-secret') ?? '';
  } catch {
    // A browser that keeps nothing works until the page is loaded again.
    if (arrived) meta.content = arrived[1];
  }
})();
`;
