// @ts-check
/**
 * The app as an app: put on the home screen, and kept up to date by its service worker, which
 * offers newer versions and never forces them.
 */

import { Emitter } from "./emitter.js";

const EVERY_MS = 60 * 60_000;

/** Tells `offer` when a new version waits, and `replaced` when another window took it. */
export class Updates extends Emitter {
  /** Why there is no service worker; empty: there is one, or will be. */
  trouble = "";
  #asked = false;
  #checkedAt = Date.now();
  /** @type {ServiceWorkerRegistration|null} */
  #registration = null;

  async start() {
    if (!("serviceWorker" in navigator)) {
      this.trouble = "unsupported";
      return;
    }
    const hadOne = Boolean(navigator.serviceWorker.controller);
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (this.#asked) location.reload();
      else if (hadOne) this.emit("replaced");
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.look(EVERY_MS);
    });
    try {
      this.#watch(await navigator.serviceWorker.register("/service-worker.js"));
    } catch (error) {
      this.trouble = String(error);
    }
  }

  /** Take the new version: the page is loaded again as soon as it is in place. */
  take() {
    this.#asked = true;
    this.#registration?.waiting?.postMessage({ type: "take-over" });
  }

  /**
   * Ask the server for a new version, at most every so many ms.
   * @param {number} every
   */
  async look(every = 0) {
    if (!this.#registration || Date.now() - this.#checkedAt < every) return;
    this.#checkedAt = Date.now();
    try {
      await this.#registration.update();
    } catch (error) {
      // Offline, mostly; the next look tries again.
      console.warn("update", error);
    }
  }

  /** The version of the files that this page runs on. */
  async version() {
    const worker = navigator.serviceWorker?.controller;
    if (!worker) return null;
    return new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => resolve(/** @type {string} */ (data));
      setTimeout(() => resolve(null), 2000);
      worker.postMessage({ type: "version" }, [channel.port2]);
    });
  }

  /** @param {ServiceWorkerRegistration} registration */
  #watch(registration) {
    this.#registration = registration;
    const offer = () => {
      if (registration.waiting && navigator.serviceWorker.controller) this.emit("offer");
    };
    offer();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", offer);
    });
  }
}

/** Tells `change` when the offer comes or goes. */
export class Installing extends Emitter {
  /** @type {(Event & {prompt: () => Promise<unknown>})|null} */
  #offer = null;

  constructor() {
    super();
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.#offer = /** @type {any} */ (event);
      this.emit("change");
    });
    addEventListener("appinstalled", () => {
      this.#offer = null;
      this.emit("change");
    });
  }

  get isOffered() {
    return this.#offer !== null;
  }

  /** Whether the app runs as one of its own. */
  get isInstalled() {
    const own = /** @type {any} */ (navigator).standalone === true;
    return own || matchMedia("(display-mode: standalone)").matches;
  }

  async install() {
    await this.#offer?.prompt();
    this.#offer = null;
    this.emit("change");
  }
}
