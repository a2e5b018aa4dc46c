// @ts-check
/** Calls of the server, its problems in words, and its time. The address is where the app came from. */

import { t } from "./i18n.js";

/** From here on a person is told that the device's clock is wrong. */
export const CLOCK_OFF_MS = 60_000;

export class ServerClock {
  /** How far the device's clock is ahead of the server's, in ms; null: not known yet. */
  /** @type {number|null} */
  ahead = null;
  #uncertain = Infinity;

  /**
   * Learn from an answer that says the server's time.
   * @param {string} serverTime
   * @param {number} askedAt the device's time before asking
   * @param {number} answeredAt and after the answer
   */
  learn(serverTime, askedAt, answeredAt) {
    const server = Date.parse(serverTime);
    const uncertain = (answeredAt - askedAt) / 2;
    if (Number.isNaN(server) || uncertain < 0) return;
    // A quick answer knows best; but a clock set anew shows in any answer.
    const ahead = (askedAt + answeredAt) / 2 - server;
    const moved = this.ahead === null || Math.abs(ahead - this.ahead) > uncertain + this.#uncertain;
    if (uncertain > this.#uncertain && !moved) return;
    this.ahead = ahead;
    this.#uncertain = uncertain;
  }

  /** The server's time now, in ms. */
  now() {
    return Date.now() - (this.ahead ?? 0);
  }

  /** Whether the device's clock is so wrong that a person should know. */
  get isOff() {
    return Math.abs(this.ahead ?? 0) > CLOCK_OFF_MS;
  }
}

export class Problem extends Error {
  /**
   * @param {{code: string, title: string, detail?: string, remedy?: string, status?: number,
   *   retryAfter?: number, requestId?: string}} facts
   */
  constructor({ code, title, detail = "", remedy = "", status = 0, retryAfter = 0, requestId = "" }) {
    super(title);
    this.name = "Problem";
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.remedy = remedy;
    this.status = status;
    /** In s; 0: the server did not say. */
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }

  /** Whether the server was not reached at all. */
  get isAway() {
    return this.code === "network" || this.code === "timeout";
  }

  /** Whether the device is not, or no longer, let in. */
  get isRefused() {
    return this.status === 401 && ["token_missing", "access_refused"].includes(this.code);
  }
}

/**
 * No answer: the network, the server, or the time.
 * @param {"network"|"timeout"} code
 */
export function away(code) {
  return new Problem({
    code,
    title: t(`error.${code}.title`),
    remedy: t(`error.${code}.remedy`),
  });
}

/**
 * An answer that is not what was asked for.
 * @param {Response} response
 */
export async function problemOf(response) {
  const said = await body(response);
  const wait = Number(response.headers.get("Retry-After"));
  const gateway = [502, 503, 504].includes(response.status) && !said.code;
  const words = gateway ? "gateway" : "unreadable";
  return new Problem({
    code: String(said.code ?? words),
    title: String(said.title ?? t(`error.${words}.title`, { status: response.status })),
    detail: String(said.detail ?? ""),
    remedy: String(said.remedy ?? t(`error.${words}.remedy`)),
    status: response.status,
    retryAfter: wait > 0 ? wait : 0,
    requestId: String(said.request_id ?? response.headers.get("X-Request-Id") ?? ""),
  });
}

/**
 * Anything thrown, as a problem; what is not one is a fault of the app and says so.
 * @param {unknown} thrown
 */
export function asProblem(thrown) {
  if (thrown instanceof Problem) return thrown;
  console.error(thrown);
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new Problem({
    code: "app",
    title: t("error.app.title"),
    detail,
    remedy: t("error.app.remedy"),
  });
}

/**
 * @param {Response} response
 * @returns {Promise<Record<string, any>>}
 */
async function body(response) {
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) return {};
  const said = await response.json().catch(() => null);
  return said && typeof said === "object" ? said : {};
}

/** After this many ms without an answer a person is told. */
const PATIENCE_MS = 20_000;

/** @typedef {Record<string, string|number|boolean|null|undefined|string[]>} Query */

export class Api {
  /**
   * @param {{token: () => string|null, language: string, clock: ServerClock,
   *   refused: (problem: Problem) => void}} parts
   */
  constructor({ token, language, clock, refused }) {
    this.#token = token;
    this.#language = language;
    this.#clock = clock;
    this.#refused = refused;
  }

  #token;
  #language;
  #clock;
  #refused;

  /**
   * Read something.
   * @param {string} path
   * @param {Query} [query]
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  async get(path, query = {}, signal) {
    return (await this.#call("GET", path, { query, signal })).json();
  }

  /**
   * Do something.
   * @param {string} path
   * @param {{query?: Query, body?: unknown}} [what]
   * @returns {Promise<any>}
   */
  async post(path, what = {}) {
    return (await this.#call("POST", path, what)).json();
  }

  /**
   * Read a file.
   * @param {string} path
   * @param {Query} query
   * @returns {Promise<Blob>}
   */
  async file(path, query) {
    return (await this.#call("GET", path, { query, patience: 300_000 })).blob();
  }

  /** Who this device is; the answer also tells the server's time. */
  async me() {
    const askedAt = Date.now();
    const me = /** @type {import("./types.js").Me} */ (await this.get("/api/me"));
    this.#clock.learn(me.time, askedAt, Date.now());
    return me;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{query?: Query, body?: unknown, signal?: AbortSignal, patience?: number}} what
   */
  async #call(method, path, { query = {}, body, signal, patience = PATIENCE_MS }) {
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(away("timeout")), patience);
    const given = () => end.abort(signal?.reason);
    signal?.addEventListener("abort", given);
    const token = this.#token();
    try {
      const response = await fetch(address(path, query), {
        method,
        headers: this.#headers(token, body !== undefined),
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: end.signal,
        cache: method === "GET" ? "default" : "no-store",
        credentials: "omit",
      });
      if (response.ok) return response;
      const problem = await problemOf(response);
      // An answer to a token that was replaced meanwhile says nothing about the new one.
      if (problem.isRefused && token === this.#token()) this.#refused(problem);
      throw problem;
    } catch (thrown) {
      if (end.signal.aborted) throw end.signal.reason ?? thrown;
      throw thrown instanceof TypeError ? away("network") : thrown;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", given);
    }
  }

  /**
   * @param {string|null} token
   * @param {boolean} withBody
   */
  #headers(token, withBody) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json", "Accept-Language": this.#language };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (withBody) headers["Content-Type"] = "application/json";
    return headers;
  }
}

/**
 * @param {string} path
 * @param {Query} query
 */
export function address(path, query) {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      url.searchParams.append(name, String(one));
    }
  }
  return url;
}
