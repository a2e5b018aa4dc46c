// @ts-check
/** Calls of the server. The address is where the app came from. */

import { away, Problem, problemOf } from "./errors.js";

/** After this many ms without an answer a person is told. */
const PATIENCE_MS = 20_000;

/** @typedef {Record<string, string|number|boolean|null|undefined|string[]>} Query */

export class Api {
  /**
   * @param {{token: () => string|null, language: string, clock: import("./clock.js").ServerClock,
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
