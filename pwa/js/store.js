// @ts-check
/** The last known data with its age, in IndexedDB; in memory where the browser keeps none. */

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
