// @ts-check
/** What the server told last: shown from the store at once, asked anew, kept up to date. The store
 * is IndexedDB; memory where the browser keeps none. */

import { asProblem } from "./api.js";

export class Emitter {
  /** @type {Map<string, Set<(data: any) => void>>} */
  #listeners = new Map();

  /**
   * Listen; call what comes back to stop listening.
   * @param {string} event
   * @param {(data: any) => void} listener
   * @returns {() => void}
   */
  on(event, listener) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /**
   * @param {string} event
   * @param {unknown} [data]
   */
  emit(event, data) {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) listener(data);
  }
}

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
  /** @type {import("./api.js").Problem|null} */
  problem = null;

  /**
   * @param {import("./api.js").Api} api
   * @param {Store} store
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
  /** @type {number|undefined} */
  #later;
  /** @type {AbortController|null} */
  #asking = null;
  /** @type {number|null} */
  #kept = null;
  #unkept = false;

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
    this.#unkept = false;
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
      const problem = asProblem(thrown);
      // The same once more is not told once more.
      if (this.problem?.code !== problem.code) this.problem = problem;
      const { retryAfter } = problem;
      if (retryAfter) this.#later = setTimeout(() => void this.refresh(), retryAfter * 1000);
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
    this.#unkept = false;
    this.value = null;
    this.fresh = false;
    this.problem = null;
    this.emit("change");
  }

  #begin() {
    clearTimeout(this.#later);
    this.#asking?.abort();
    this.#asking = null;
    return ++this.#question;
  }

  /** Written at once, then at most twice a second: a running job changes ten times as often. */
  #keep() {
    if (this.#kept !== null) {
      this.#unkept = true;
      return;
    }
    void this.#store.put(this.key, this.value, this.at);
    this.#kept = setTimeout(() => {
      this.#kept = null;
      if (this.#unkept) this.#keep();
      this.#unkept = false;
    }, 500);
  }
}

/**
 * @typedef {import("./types.js").Job} Job
 * @typedef {{jobs: Job[], acting: boolean}} Jobs
 */

export class JobsModel extends Resource {
  /**
   * @param {import("./api.js").Api} api
   * @param {Store} store
   */
  constructor(api, store) {
    super(api, store, "/api/jobs");
  }

  /** @returns {Job[]} */
  get jobs() {
    return this.value?.jobs ?? [];
  }

  /** @param {string} id */
  job(id) {
    return this.jobs.find((job) => job.id === id) ?? null;
  }

  /**
   * Follow a live connection.
   * @param {import("./live.js").Live} live
   */
  follow(live) {
    live.on("jobs_update", (data) => this.#update(data));
    live.on("progress", (data) => this.#progress(data));
    live.on("step", (data) => this.#step(data));
    live.on("acting", ({ acting }) => {
      if (this.value) this.set({ ...this.value, acting });
    });
    live.on("state", (state) => {
      if (state !== "live") this.stale();
    });
    // Replayed messages bring the last known jobs up to date without a full update.
    live.on("resumed", ({ full }) => {
      if (full) return;
      if (this.value) this.set(this.value);
      else void this.refresh();
    });
  }

  /** @param {{full: boolean, jobs: Job[], acting: boolean}} data */
  #update({ full, jobs, acting }) {
    if (full || !this.value) {
      if (full) this.set({ jobs, acting });
      return;
    }
    const changed = new Map(jobs.map((job) => [job.id, job]));
    const kept = this.jobs.map((job) => changed.get(job.id) ?? job);
    const known = new Set(kept.map((job) => job.id));
    this.set({ jobs: [...kept, ...jobs.filter((job) => !known.has(job.id))], acting });
  }

  /** @param {import("./types.js").Progress & {job: string}} data */
  #progress({ job, ...progress }) {
    this.#patch(job, (known) => ({ ...known, progress: { state: "running", ...progress } }));
  }

  /** @param {{run: string, job: string, step: string, state: string}} data */
  #step({ run, job, step, state }) {
    if (state !== "running") return;
    this.#patch(job, (known) => {
      const same = known.progress?.run === run && known.progress.step === step;
      if (same) return known;
      const position = (known.progress?.run === run ? known.progress.position : 0) + 1;
      return { ...known, progress: { run, step, state, position, done: null, total: null } };
    });
  }

  /**
   * @param {string} id
   * @param {(job: Job) => Job} change
   */
  #patch(id, change) {
    if (!this.job(id)) return;
    const jobs = this.jobs.map((job) => (job.id === id ? change(job) : job));
    this.set({ ...this.value, jobs });
  }
}

const NAME = "temu-desktop";
const TABLE = "answers";
/** Answers kept at most; the oldest go first. */
const MOST = 200;

/** @typedef {{key: string, value: any, at: number}} Kept */

export class Store {
  /** Whether what is kept outlives the page. */
  lasting = true;
  /** @type {Map<string, Kept>} */
  #memory = new Map();
  /** @type {Promise<IDBDatabase|null>|null} */
  #opened = null;

  /**
   * What was last known under a key.
   * @param {string} key
   * @returns {Promise<Kept|null>}
   */
  async get(key) {
    const kept = await this.#do("readonly", (table) => table.get(key));
    return kept ?? this.#memory.get(key) ?? null;
  }

  /**
   * Keep a value; `at` is when it was true.
   * @param {string} key
   * @param {unknown} value
   * @param {number} at
   */
  async put(key, value, at) {
    const kept = { key, value, at };
    if (!this.lasting) this.#memory.set(key, kept);
    await this.#do("readwrite", (table) => table.put(kept));
  }

  /** Forget everything: another device, another person. */
  async clear() {
    this.#memory.clear();
    await this.#do("readwrite", (table) => table.clear());
  }

  /** Let go of the oldest answers beyond what is kept. */
  async tidy() {
    const all = /** @type {Kept[]|null} */ (await this.#do("readonly", (table) => table.getAll()));
    const old = (all ?? []).sort((a, b) => b.at - a.at).slice(MOST);
    for (const { key } of old) await this.#do("readwrite", (table) => table.delete(key));
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(table: IDBObjectStore) => IDBRequest} act
   * @returns {Promise<any>}
   */
  async #do(mode, act) {
    const database = await (this.#opened ??= this.#open());
    if (database === null) return null;
    try {
      return await done(act(database.transaction(TABLE, mode).objectStore(TABLE)));
    } catch (error) {
      // A full or broken storage must not stop the app; the diagnosis shows it.
      console.warn("store", error);
      this.lasting = false;
      return null;
    }
  }

  /** @returns {Promise<IDBDatabase|null>} */
  async #open() {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE, { keyPath: "key" });
      const database = await done(asked);
      database.onversionchange = () => {
        database.close();
        this.#opened = null;
      };
      database.onclose = () => {
        this.#opened = null;
      };
      return database;
    } catch (error) {
      console.warn("store", error);
      this.lasting = false;
      return null;
    }
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
