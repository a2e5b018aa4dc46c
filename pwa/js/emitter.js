// @ts-check
/** Something that tells others what happened to it. */

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
