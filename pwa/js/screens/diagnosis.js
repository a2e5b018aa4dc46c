// @ts-check
/** What usually goes wrong, checked one by one; each finding says what to do. */

import { Screen } from "./screen.js";
import { CLOCK_OFF_MS, asProblem } from "../api.js";
import { button, el, fill, icon } from "../dom.js";
import { distance, moment, t } from "../i18n.js";

/**
 * @typedef {{tone: "good"|"warn"|"bad", found: string, remedy?: string}} Finding
 * @typedef {{name: string, check: () => Promise<Finding>}} Check
 * @typedef {import("./screen.js").Context} Parts
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

const WORKER = "/service-worker.js";

/** @param {Parts} parts */
async function worker({ updates }) {
  if (updates.trouble) {
    const { status } = await reach(WORKER);
    if (status >= 400) return trouble("bad", "icons", { names: WORKER });
    return trouble("bad", "worker", { reason: updates.trouble });
  }
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

const SIGNS = { good: "circle-check", warn: "triangle-alert", bad: "circle-x" };

export class DiagnosisScreen extends Screen {
  #list = el("ul", { class: "rows card" });
  #summary = el("p", { role: "status" });
  #again = button(t("diagnosis.again"), () => void this.#run(), { kind: "primary", sign: "refresh-cw" });
  #ended = false;
  /** @type {string[]} */
  #report = [];

  /** @param {import("./screen.js").Context} context */
  constructor(context) {
    super(context, t("screen.diagnosis"));
    const copy = button(t("diagnosis.copy"), () => void this.#copy(), { sign: "copy" });
    this.element.append(el("p", null, t("diagnosis.what")), el("div", { class: "actions" }, this.#again, copy), this.#summary, this.#list);
  }

  open() {
    this.track(() => (this.#ended = true));
    void this.#run();
  }

  async #run() {
    this.#again.disabled = true;
    this.#summary.textContent = t("diagnosis.running");
    this.#report = [`${location.origin} · ${navigator.userAgent} · ${new Date().toISOString()}`];
    const all = checks(this.context);
    const rows = all.map(({ name }) => el("li", null, el("p", { class: "strong" }, icon("loader"), name)));
    fill(this.#list, rows);
    let troubles = 0;
    for (const [place, { name, check }] of all.entries()) {
      const finding = await attempt(check);
      if (this.#ended) return;
      if (finding.tone !== "good") troubles += 1;
      this.#report.push(`${finding.tone.toUpperCase()} ${name}: ${finding.found}`);
      this.#show(rows[place], name, finding);
    }
    this.#summary.textContent = troubles ? t("diagnosis.troubles", { count: troubles }) : t("diagnosis.fine");
    this.#again.disabled = false;
  }

  /**
   * @param {HTMLElement} row
   * @param {string} name
   * @param {Finding} finding
   */
  #show(row, name, { tone, found, remedy }) {
    fill(
      row,
      el("p", { class: `strong ${tone}` }, icon(SIGNS[tone]), `${name}: ${t(`diagnosis.tone.${tone}`)}`),
      el("p", null, found),
      remedy && el("p", null, el("strong", null, t("issue.remedy")), " ", remedy),
    );
  }

  async #copy() {
    await this.attempt(async () => {
      await navigator.clipboard.writeText(this.#report.join("\n"));
      this.context.toast(t("diagnosis.copied"), "good");
    });
  }
}

/**
 * @param {() => Promise<Finding>} check
 * @returns {Promise<Finding>}
 */
async function attempt(check) {
  try {
    return await check();
  } catch (thrown) {
    const { title, detail, remedy } = asProblem(thrown);
    return { tone: "bad", found: [title, detail].filter(Boolean).join(" "), remedy };
  }
}
