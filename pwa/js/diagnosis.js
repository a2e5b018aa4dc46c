// @ts-check
/** What usually goes wrong, checked one by one; each finding says what to do. */

import { CLOCK_OFF_MS } from "./clock.js";
import { asProblem } from "./errors.js";
import { distance, moment } from "./format.js";
import { t } from "./i18n.js";

/**
 * @typedef {{tone: "good"|"warn"|"bad", found: string, remedy?: string}} Finding
 * @typedef {{name: string, check: () => Promise<Finding>}} Check
 * @typedef {{api: import("./api.js").Api, live: import("./live.js").Live,
 *   clock: import("./clock.js").ServerClock, store: import("./store.js").Store,
 *   session: import("./pairing.js").Session, push: import("./push.js").Push,
 *   updates: import("./installing.js").Updates}} Parts
 */

/**
 * @param {string} found
 * @returns {Finding}
 */
const good = (found) => ({ tone: "good", found });

/**
 * @param {"warn"|"bad"} tone
 * @param {string} key with its words for what was found and what to do
 * @param {Record<string, string|number>} [params]
 * @returns {Finding}
 */
const trouble = (tone, key, params) => ({
  tone,
  found: t(`diagnosis.${key}.found`, params),
  remedy: t(`diagnosis.${key}.remedy`, params),
});

/**
 * All checks, in the order in which they make sense.
 * @param {Parts} parts
 * @returns {Check[]}
 */
export function checks(parts) {
  return [
    { name: t("diagnosis.https"), check: https },
    { name: t("diagnosis.server"), check: () => server(parts) },
    { name: t("diagnosis.token"), check: () => token(parts) },
    { name: t("diagnosis.websocket"), check: () => webSocket(parts) },
    { name: t("diagnosis.clock"), check: () => clockRight(parts) },
    { name: t("diagnosis.manifest"), check: manifest },
    { name: t("diagnosis.icons"), check: icons },
    { name: t("diagnosis.worker"), check: () => worker(parts) },
    { name: t("diagnosis.storage"), check: () => storage(parts) },
    { name: t("diagnosis.push"), check: () => pushes(parts) },
  ];
}

async function https() {
  if (location.protocol === "https:" && isSecureContext) return good(location.origin);
  if (isSecureContext) return good(t("diagnosis.https.local", { origin: location.origin }));
  return trouble("bad", "https", { origin: location.origin });
}

/** @param {Parts} parts */
async function server({ api }) {
  const asked = performance.now();
  try {
    const health = await api.get("/api/health");
    const ms = Math.round(performance.now() - asked);
    const down = (health.checks ?? []).filter((/** @type {any} */ one) => !one.ok);
    if (!down.length) return good(t("diagnosis.server.ok", { ms, version: health.version ?? "" }));
    const names = down.map((/** @type {any} */ one) => `${one.name}: ${one.detail}`).join("; ");
    return trouble("warn", "server_partly", { names });
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.status === 503) return trouble("bad", "server_down");
    return /** @type {Finding} */ ({ tone: "bad", found: problem.title, remedy: problem.remedy });
  }
}

/** @param {Parts} parts */
async function token({ api, session }) {
  if (!session.token) return trouble("bad", "unpaired");
  try {
    const me = await api.me();
    const until = me.device?.expires_at;
    const role = t(`role.${me.role}`);
    if (!until) return good(t("diagnosis.token.ok", { name: me.name, role }));
    const when = moment(until, Date.now());
    return good(t("diagnosis.token.until", { name: me.name, role, when }));
  } catch (thrown) {
    const problem = asProblem(thrown);
    return /** @type {Finding} */ ({ tone: "bad", found: problem.title, remedy: problem.remedy });
  }
}

/** @param {Parts} parts */
async function webSocket({ live }) {
  if (live.state !== "live") {
    live.wake();
    await until(() => live.state === "live", 5000);
  }
  if (live.state === "live") {
    return good(t("diagnosis.websocket.ok", { heard: distance(live.heardAt, Date.now()) }));
  }
  return trouble("bad", "websocket");
}

/** @param {Parts} parts */
async function clockRight({ api, clock, session }) {
  if (session.token) await api.me().catch(() => null);
  if (clock.ahead === null) return trouble("warn", "clock_unknown");
  const seconds = Math.round(Math.abs(clock.ahead) / 1000);
  if (Math.abs(clock.ahead) <= CLOCK_OFF_MS) return good(t("diagnosis.clock.ok", { seconds }));
  return trouble("bad", clock.ahead > 0 ? "clock_ahead" : "clock_behind", { seconds });
}

async function manifest() {
  const link = document.querySelector('link[rel="manifest"]');
  const response = await reach(link?.getAttribute("href") ?? "/manifest.json");
  if (!response.ok) return trouble("bad", "manifest", { status: response.status });
  const { name, display } = await response.json();
  const installed = matchMedia("(display-mode: standalone)").matches;
  const kind = installed ? t("diagnosis.manifest.installed") : t("diagnosis.manifest.browser");
  return good(`${name}, ${display}; ${kind}`);
}

async function icons() {
  const response = await reach("/manifest.json");
  if (!response.ok) return trouble("bad", "manifest", { status: response.status });
  /** @type {Array<{src: string}>} */
  const wanted = (await response.json()).icons;
  const answers = await Promise.all(wanted.map(async ({ src }) => ({ src, ok: (await reach(src)).ok })));
  const missing = answers.filter(({ ok }) => !ok).map(({ src }) => src);
  if (missing.length) return trouble("bad", "icons", { names: missing.join(", ") });
  return good(t("diagnosis.icons.ok", { count: wanted.length }));
}

/** @param {Parts} parts */
async function worker({ updates }) {
  if (updates.trouble) return trouble("bad", "worker", { reason: updates.trouble });
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration?.waiting) return trouble("warn", "worker_waits");
  const version = await updates.version();
  if (!version) return trouble("warn", "worker_absent");
  return good(t("diagnosis.worker.ok", { version }));
}

/** @param {Parts} parts */
async function storage({ store }) {
  await store.put("diagnosis", Date.now(), Date.now());
  if (!store.lasting) return trouble("warn", "storage");
  const estimate = await navigator.storage?.estimate?.();
  const kilobytes = Math.round((estimate?.usage ?? 0) / 1024);
  return good(t("diagnosis.storage.ok", { kilobytes }));
}

/** @param {Parts} parts */
async function pushes({ push }) {
  const state = await push.state();
  if (state === "on") return good(t("push.on"));
  if (state === "denied") return trouble("warn", "push_denied");
  if (state === "unsupported") return trouble("warn", "push_unsupported");
  return trouble("warn", "push_off");
}

/**
 * A file as the server has it now, or an answer that says it was not reached.
 * @param {string} path
 */
async function reach(path) {
  try {
    return await fetch(path, { cache: "no-store" });
  } catch (error) {
    console.warn("diagnosis", path, error);
    return Response.error();
  }
}

/**
 * @param {() => boolean} so
 * @param {number} ms
 */
async function until(so, ms) {
  const end = Date.now() + ms;
  while (!so() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
}
