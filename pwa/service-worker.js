// @ts-check
/**
 * The app without a network, and its messages.
 *
 * One version for the whole set: a page only ever gets files of the set it was opened with, each
 * checked by its SHA-256 when it is fetched, so that no phone keeps a mixture. FILES are fetched
 * at once, LATER ones when they are first needed. Data of the server is not touched here:
 * js/store.js keeps it with its age and forgets it when the phone is unpaired.
 *
 * VERSION, FILES and LATER are written by `python packaging/pwa/seal.py`; a test compares them.
 */

// sealed: begin
const VERSION = "d2d6c4f9a389";
const FILES = {
  "/icons/icon.svg": "2/EbWxLeM+aO0br3L7VHb/Xdbdcy8/iWac+BXdM03Ko=",
  "/icons/sprite.svg": "qc6ryWqTNPBnA+vfTPHNKhVKxcl7HKVT9AwRLOymLxQ=",
  "/": "RQ+nNI6BY0gUNzStqISI96NQl1YG+y0IkjqW0aVzYcE=",
  "/js/acts.js": "MzcSUZItfLYzd5nZ/XPaE6p3y7+B3Ys8f6M5lediv8k=",
  "/js/api.js": "m6BCTGq6+F1Ww6RF6Oo/4KPkQmH+yANz4iuJtMvZgOc=",
  "/js/app.js": "85zlkdwxBvF0GOiXVrI0om2bmXafggCXrxa6mySBkcM=",
  "/js/chart.js": "+T/dIwikLPPmdg92Md7VKLdgFnadTxVOH8UbtKpHelM=",
  "/js/clock.js": "z1QdydbQK0lWlwhIqRI5tDD9ad20chutKa2/raAojUo=",
  "/js/diagnosis.js": "UQyVlmXRnMh7sgefnckZMcfKqfyXiZ2UJgyl59s5AJE=",
  "/js/dom.js": "UbzZ0EyVMHd0flSDrh+i5V8MPSdN6ghQvfpnYPaDC5A=",
  "/js/emitter.js": "dCgia2M4t6fUAY6bEtQnj/DBojsNq97MKqFI1UnIunU=",
  "/js/errors.js": "411QkZF+fNe06o/JGPZiPcuHk1w8qTbBIEqWdzDPdPE=",
  "/js/format.js": "gA/YyMDlSWXKl6L6yF/nD70XO5zW8VjkXbclpD4qDC4=",
  "/js/i18n.js": "T6lKKRdpGd/0TOzOBIbNkC2SHLHrnd0Zot7gzXAiGIQ=",
  "/js/installing.js": "loOAJ3CWjoPXsZiZd9Dej0aHikHi2bcliRPJH6JHUO0=",
  "/js/jobs_model.js": "wJC08J+XFWa0QtGu5o25lqNkpLdbZ8ibdV2YUD39EAY=",
  "/js/live.js": "4rsTyHWHbHr9iHOQmmWEFpeHuP1Eqvjn8mT3ujOo/KY=",
  "/js/pairing.js": "j5/XBsQNeVtlx5FKYsE7Tqe2KJSRSioiU2VhjWyCU0k=",
  "/js/parts/dialogs.js": "//c3ZqKw8X2Aa2q4qN3qDqgBOJ7w44Mh+FUsJstOyJw=",
  "/js/parts/issue_card.js": "gyNe6c6z8jXgYyHPLbOz/rBSsk7ewLbmFjQc/kwkJJs=",
  "/js/parts/job_card.js": "kTzGlg57JLojUStUEYEKryA3rVNTmY1qvoifBegQzWE=",
  "/js/parts/notices.js": "njSMqCiST3PqwClcp6R3Cc3CtZTUerXniPVsgFW0EiM=",
  "/js/parts/runs.js": "q6gANm7sKdljk3ugYa8jQyxXRdcGeSUcZy73o0EwctY=",
  "/js/parts/shell.js": "j5si94teHO5aIQTSw5xPAtctstmSRO3fM2alOV/bKxc=",
  "/js/push.js": "ULUvPGGwDJJceh9Wlwpy0azEmaqb5CPAG0arxOAd8bc=",
  "/js/resource.js": "ypWGa8ydaw4GNZNP1NWNJ03290KTFOmoZFFnRQrvndc=",
  "/js/screens/diagnosis.js": "ckmF4b8eL1PjNPuGfKII9SC3VN+DFHWJ3b6YCzIEM/Y=",
  "/js/screens/issues.js": "aL1dL3luNuy0Z0tcFZHDem+hxceikU3LbR6erd2o2HU=",
  "/js/screens/job.js": "/FtoHN7FjMHAArBhU/iltcCiQEViPr08vI2GFLdpXcw=",
  "/js/screens/jobs.js": "a8TwXr75Vxf/4UNUX+ZIeO9191vDCR7aD5JOc7qhX1w=",
  "/js/screens/logs.js": "TD2G4GFdQj3ckzri3bFTk8ax/YJpCVAsMVsrHR6c5lg=",
  "/js/screens/order.js": "EXNuOnb/3T6bkWUf5I8W5927MsS3cCgxtVorWAdjXjs=",
  "/js/screens/orders.js": "mjze/+OZuPXNoo1VN6ToQN213kXcanzYjS3Z1E1m0Fs=",
  "/js/screens/pairing.js": "h9MimQ9HXZ5HobIfQDiauEo+Y72u2DNqwEEraK0GZVY=",
  "/js/screens/run.js": "L31YgtjWqQYAvaahRGXCwRLvJaYPKcFilxG/LduBnK0=",
  "/js/screens/screen.js": "GyS5wfcKJJpQNpByo/X+4TO/aynHkGlWpxTACqQ/T1M=",
  "/js/screens/settings.js": "StCpaYzApaDkAVrDHOm+ZJGywy5z8b4kPNGu7EAgHLQ=",
  "/js/screens/statistics.js": "uQAKTqEvyNQG0U8iRRMJstmPp02mXnKUE+a3uCo4tvY=",
  "/js/store.js": "svT4q8neNjX621TOgyVzjk6Y3297aElQji/6Skgq3ag=",
  "/manifest.json": "uVSi21nAZt2CcxGtHvAEXHe6Z3/hmOmKOPubfX6FKWQ=",
  "/styles.css": "4fs8XZcdHaN/OMtaYCU4yH7YA9PEIjm340wwAK3Lx7A=",
};
const LATER = {
  "/icons/badge-96.png": "VcEszDwkbh9IipcdGA3R1yTpEw6Hq12HvoiDLTNmDzs=",
  "/icons/icon-180.png": "fDft11NP5uskFZ6E5Bcgt+RsJKdciQjPYg5ISQ+b4tY=",
  "/icons/icon-192.png": "Ryb3Lj8CTyVri+LMT9gbTMEdkeKGQAgSzHos2SgXvOA=",
  "/icons/icon-512.png": "0QbxFThBKzna7W1k2X1Li2ZQVZzpnouUoqczj1Ov44I=",
  "/icons/maskable-192.png": "PQi+jDGrwNYTgDwtf70D69oi04UtggNx8vLrKXA1D3w=",
  "/icons/maskable-512.png": "nePemKb20rgj+yGY+WAEshPYloccHQ9k2tmBMz05HpQ=",
  "/js/i18n/de.js": "3BWtakANBJTjtHF7qxUbnWAIHaQEwvL42gGzIYuwIv4=",
  "/js/i18n/en.js": "BepFFaa+P5p/jS6db/oxfJZLOhILhgrM6VnChvoNa4M=",
  "/js/scanner.js": "R+/D9hyjXfWY0miigOs7sOtWEb/zhknvDntEELq1T3o=",
  "/vendor/zxing/LICENSE.txt": "+1BuSt4S16nvpnyddqmijI4V00fKSaaeSOKbQLNK0qs=",
  "/vendor/zxing/reader/index.js": "2QxpqCev87fIyMoxDv6+kWce8Hb3oOyDciv8VCgU9IQ=",
  "/vendor/zxing/share.js": "CIaPt3CwpOS56z1xcBXNX7886wZJLUyy0t0nOdsRiQ8=",
  "/vendor/zxing/zxing_reader.wasm": "6K8x7bVtBSL03nRJWDk4XvAZuovJDTjl7LLxh5XYb7I=",
};
// sealed: end

const SET = `app-${VERSION}`;
/** @type {Record<string, string>} */
const KNOWN = { ...FILES, ...LATER };

const worker = /** @type {any} */ (self);

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(gather()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(begin()));
worker.addEventListener("fetch", (/** @type {any} */ event) => answer(event));
worker.addEventListener("message", (/** @type {any} */ event) => hear(event));
worker.addEventListener("push", (/** @type {any} */ event) => event.waitUntil(notify(event.data)));
worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? "/"));
});

/** Fetch the whole set, or nothing: one wrong file and the version before stays. */
async function gather() {
  const cache = await caches.open(SET);
  const codes = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  const words = `/js/i18n/${codes.find((code) => ["de", "en"].includes(code)) ?? "de"}.js`;
  // What this phone once needed, it needs of the new version, too.
  const needed = await Promise.all(Object.keys(LATER).map(async (path) => ({ path, had: await caches.match(path) })));
  const later = needed.filter(({ path, had }) => had || path === words).map(({ path }) => path);
  await Promise.all([...Object.keys(FILES), ...later].map((path) => bring(path, cache)));
}

/**
 * A file as it was sealed: what the page has just loaded is not loaded again; what is of another
 * version is not taken.
 * @param {string} path
 * @param {Cache} cache
 */
async function bring(path, cache) {
  const integrity = `sha256-${KNOWN[path]}`;
  const ask = (/** @type {RequestCache} */ from) => fetch(new Request(path, { cache: from, integrity }));
  const response = await ask("force-cache").catch(() => ask("reload"));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response.clone());
  return response;
}

/** Take over: older sets go. */
async function begin() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== SET).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {any} event */
function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const path = url.pathname === "/index.html" ? "/" : url.pathname;
  if (path in KNOWN && request.cache !== "no-store") event.respondWith(kept(path));
}

/**
 * A file of the set. Where the browser lost it and the server is newer, what the server has is
 * passed on, but not kept.
 * @param {string} path
 */
async function kept(path) {
  const cache = await caches.open(SET);
  return (await cache.match(path)) ?? bring(path, cache).catch(() => fetch(path));
}

/** @param {any} event */
function hear({ data, ports }) {
  if (data?.type === "take-over") void worker.skipWaiting();
  if (data?.type === "version") ports[0]?.postMessage(VERSION);
}

/**
 * Every push is shown, whatever came.
 * @param {{json: () => any, text: () => string}|null} data
 */
async function notify(data) {
  const { title, body, tag, url, severity, at } = read(data);
  await worker.registration.showNotification(title || "TEMU Desktop", {
    body,
    tag,
    renotify: Boolean(tag),
    requireInteraction: severity === "critical",
    timestamp: at ? Date.parse(at) : Date.now(),
    icon: "/icons/icon-192.png",
    badge: "/icons/badge-96.png",
    data: { url },
  });
}

/** @param {{json: () => any, text: () => string}|null} data */
function read(data) {
  if (!data) return {};
  try {
    return data.json();
  } catch (error) {
    console.warn("push", error);
    return { body: data.text() };
  }
}

/**
 * The right screen, in a window that is open already if there is one.
 * @param {string} target
 */
async function open(target) {
  const url = new URL(target, location.origin);
  if (url.origin !== location.origin) return;
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [window] = windows;
  if (!window) return void (await worker.clients.openWindow(url.href));
  window.postMessage({ type: "open", hash: url.hash });
  await window.focus();
}
