// @ts-check
/** One answer of the server: what is stored is shown at once, then asked anew. */

import { Emitter } from "./emitter.js";
import { asProblem } from "./errors.js";

/**
 * Tells `change` whenever `value`, `at`, `fresh`, `loading` or `problem` differ. Late answers, of
 * an earlier question or from before `set`, are dropped.
 */
export class Resource extends Emitter {
  /** @type {any} */
  value = null;
  /** When the value was true, in ms of the device; 0: never known. */
  at = 0;
  /** Whether the value is an answer to the last question, not one from the store. */
  fresh = false;
  loading = false;
  /** @type {import("./errors.js").Problem|null} */
  problem = null;

  /**
   * @param {import("./api.js").Api} api
   * @param {import("./store.js").Store} store
   * @param {string} path
   * @param {import("./api.js").Query} [query]
   */
  constructor(api, store, path, query = {}) {
    super();
    this.#api = api;
    this.#store = store;
    this.#path = path;
    this.#query = query;
  }

  #api;
  #store;
  #path;
  #query;
  #question = 0;
  /** @type {AbortController|null} */
  #asking = null;
  /** @type {number|null} */
  #kept = null;

  /** Under what the answer is kept. */
  get key() {
    return `${this.#path}?${JSON.stringify(this.#query)}`;
  }

  /**
   * Ask something else of the same path.
   * @param {import("./api.js").Query} query
   */
  async ask(query) {
    this.#query = query;
    this.fresh = false;
    await this.open();
  }

  /** Show what is stored, then ask. */
  async open() {
    const question = this.#begin();
    const kept = await this.#store.get(this.key);
    if (question !== this.#question) return;
    if (kept && !this.fresh) {
      this.value = kept.value;
      this.at = kept.at;
      this.emit("change");
    }
    await this.refresh();
  }

  /** Ask anew; what is shown stays until the answer is there. */
  async refresh() {
    const question = this.#begin();
    const asking = new AbortController();
    this.#asking = asking;
    this.loading = true;
    this.emit("change");
    try {
      const value = await this.#api.get(this.#path, this.#query, asking.signal);
      if (question === this.#question) this.set(value);
    } catch (thrown) {
      if (question !== this.#question) return;
      this.loading = false;
      this.fresh = false;
      this.problem = asProblem(thrown);
      this.emit("change");
    }
  }

  /**
   * Take a value that came by another way; answers still under way are older than it.
   * @param {any} value
   */
  set(value) {
    this.#begin();
    this.value = value;
    this.at = Date.now();
    this.fresh = true;
    this.loading = false;
    this.problem = null;
    this.#keep();
    this.emit("change");
  }

  /** The value can no longer be trusted to be of now. */
  stale() {
    if (!this.fresh) return;
    this.fresh = false;
    this.emit("change");
  }

  /** Forget the question; its answer is dropped. */
  close() {
    this.#begin();
    this.loading = false;
  }

  /** Forget the value, too: it was for another device. */
  forget() {
    this.close();
    if (this.#kept !== null) clearTimeout(this.#kept);
    this.#kept = null;
    this.value = null;
    this.fresh = false;
    this.problem = null;
    this.emit("change");
  }

  #begin() {
    this.#asking?.abort();
    this.#asking = null;
    return ++this.#question;
  }

  /** Written at most twice a second: a running job changes ten times as often. */
  #keep() {
    const { key } = this;
    this.#kept ??= setTimeout(() => {
      this.#kept = null;
      if (key === this.key) void this.#store.put(key, this.value, this.at);
    }, 500);
  }
}
