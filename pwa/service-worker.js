// @ts-check
/**
 * The app without a network, and its messages.
 *
 * One version for the whole set (docs/FRONTEND.md): FILES are fetched at once, LATER ones when they
 * are first needed. Data of the server is not touched here. `python packaging/pwa/seal.py` writes
 * the lists.
 */

// sealed: begin
const VERSION = "99cbb3a674c3";
const FILES = {
  "/icons/icon.svg": "2/EbWxLeM+aO0br3L7VHb/Xdbdcy8/iWac+BXdM03Ko=",
  "/icons/sprite.svg": "qc6ryWqTNPBnA+vfTPHNKhVKxcl7HKVT9AwRLOymLxQ=",
  "/": "SpOXrLS0Ju564hV5MbXitBdBvdy/+kqFKwuw98d9PK0=",
  "/js/acts.js": "qXnXXDTEzeOliNGnARhGngTCa3rM9bvfKW7IG5dWHkc=",
  "/js/api.js": "5ZUiFfV9oHiJwrPLDIGun2lUVKgddlblBg8s4OJGFpc=",
  "/js/app.js": "EKZ7FzDQoY9wwfVc55j/TpxFDnQ+dznJkaqp17Si2ro=",
  "/js/data.js": "SkVw6eFFw7RSY8h8qP6NKFPw9PzTgURRfVWXt5zz/qM=",
  "/js/dom.js": "cpO1HQYiVz1k7uKRODBrkLGqGqUzTfMqc4y7Hh4BfBA=",
  "/js/i18n.js": "098VcTX25beIrQYVDEWT7wdYSwSpMAb/FBeQhcGUEWA=",
  "/js/installed.js": "X2jAfzPtvmya/5OerQ32V40aOoWguCG3nKFaZyteREo=",
  "/js/live.js": "kcVLytUmWCHuZClzJOA0xsF972D6VZ+oz+McWw0VOh8=",
  "/js/pairing.js": "TX8vKSTnS26oWV2AZ0ylM1vEmsm9lTLHblrsV1qQRi0=",
  "/js/parts/dialogs.js": "//c3ZqKw8X2Aa2q4qN3qDqgBOJ7w44Mh+FUsJstOyJw=",
  "/js/parts/jobs.js": "hKlH21RkgfkLQ35kvoBLi+p9GftsfupNP2fUulJ033A=",
  "/js/parts/notices.js": "/J3UWJklRPr9Vlu1goUgASCuuQ30Dwwe/PeMo6a8ns8=",
  "/js/parts/shell.js": "JxtAi8jhrNZzmEG5rn8sMNsxUDU2WLjNYTVfQRt2ckQ=",
  "/js/screens/diagnosis.js": "Eohry98LRhhoi1ZimLd3rukaPMvb/zSmX/wbMv6FPxw=",
  "/js/screens/issues.js": "LsfhEuJ3QVgJVTxnjaZaddkJWaVwS2F1+4Rq8Kqh9I4=",
  "/js/screens/jobs.js": "QjC16Aueq8XfeW7hfep2qa+z3vDU/Dp7hJ5HYGnrLOQ=",
  "/js/screens/logs.js": "OGBGdom98tsXOBS8RWUMQBgXgH1WIogRA+m/3yu9jRU=",
  "/js/screens/orders.js": "hT8hTPd+eRYBwMppFi9FurZSEpv9RlprlYW2TN5Lu88=",
  "/js/screens/pairing.js": "uVFB34zuxdfS6Km0I8hdsTHXci0YfQRwq5Lqdc1O8wk=",
  "/js/screens/screen.js": "mCw0lasH8fKc1r8jGy46dcaTjvwcKmk7S3/dTcwOdxU=",
  "/js/screens/settings.js": "cf72BNb/PpVWAWCYgL6COMDNZqJnLnj7hqYcGK8/RR0=",
  "/js/screens/statistics.js": "H/il4xmwAnIcStFxkM3PJKyRzUAI3Jsn2SUFhOkfQRw=",
  "/manifest.json": "uVSi21nAZt2CcxGtHvAEXHe6Z3/hmOmKOPubfX6FKWQ=",
  "/styles.css": "wI+jQRxhFG8GMpxgFkyLwhZ2anYAGgMxkdNCFpSMyJo=",
};
const LATER = {
  "/icons/badge-96.png": "VcEszDwkbh9IipcdGA3R1yTpEw6Hq12HvoiDLTNmDzs=",
  "/icons/icon-180.png": "9VzaVmMdb6giw0WY+lhZOxwMM68gLccwxuCWAVzmVQU=",
  "/icons/icon-192.png": "2j8tXUKvMTV3zgrVFhc4nRz8mGH1TT7WExvGrfawZiI=",
  "/icons/icon-512.png": "tXaUOa/zWIfCWXzWthGGnk1Kg58Wodrrfb5J9MSNLvI=",
  "/icons/maskable-192.png": "F7gmXLyAg308W8YuYLhsywi5Uk1GFaiANuDT21QY4Mk=",
  "/icons/maskable-512.png": "LKTfKH5Oh7LPNZ2TksOoVC9BbWdXzAB543mWjK/5Ods=",
  "/js/chart.js": "14cwVy9z7X3IvcADq8dqwsJ8/+hCEhIebkXZtjD6WAs=",
  "/js/i18n/de.js": "P16ODiaoihN/9tnsRJ3tVFXIAQNfyvSTTwxPQVZn1Nw=",
  "/js/i18n/en.js": "rQRRodWzhuYMmIfUom48TNUbN3+Idiok39Sx+KMqzfk=",
  "/js/scanner.js": "LJuJC2+KlBkYdTfy6oF7UM4s1GGMqZiQ5xRWa4OQmno=",
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
worker.addEventListener("pushsubscriptionchange", (/** @type {any} */ event) => event.waitUntil(moved(event)));
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
  await Promise.all(names.filter((name) => name !== SET && name !== "push").map((name) => caches.delete(name)));
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
 * The browser changed where messages go: the server is told, though the app is closed. What that
 * takes js/installed.js has left, while messages are on.
 * @param {any} event
 */
async function moved({ newSubscription }) {
  const kept = await caches.match("/push");
  if (!kept) return;
  const { token, language, key: applicationServerKey } = await kept.json();
  const { pushManager } = worker.registration;
  const subscription = newSubscription ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }));
  const { endpoint, keys } = subscription.toJSON();
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ endpoint, keys, language });
  await fetch("/api/push/subscriptions", { method: "POST", headers, body, credentials: "omit" });
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
