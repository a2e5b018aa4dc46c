// @ts-check
/**
 * The app as an app: on the home screen, kept up to date, told by push messages. Newer versions
 * are offered, never forced; push is asked for by a button and renewed at every start.
 */

import { Problem, asProblem } from "./api.js";
import { Emitter } from "./data.js";
import { language, t } from "./i18n.js";

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

const WANTED = "temu.push";
/** What the service worker needs to renew. */
const KEPT = "push";

/** @typedef {"unsupported"|"denied"|"on"|"off"} PushState */

export class Push {
  /**
   * @param {import("./api.js").Api} api
   * @param {() => string|null} token
   */
  constructor(api, token) {
    this.#api = api;
    this.#token = token;
  }

  #api;
  #token;

  /** @returns {Promise<PushState>} */
  async state() {
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return "unsupported";
    if (!("Notification" in window)) return "unsupported";
    if (Notification.permission === "denied") return "denied";
    const subscription = await this.#subscription();
    return subscription && localStorage.getItem(WANTED) ? "on" : "off";
  }

  /**
   * Ask the person and subscribe; to be called from a click.
   * @param {string} key the server's VAPID key
   * @returns {Promise<PushState>}
   */
  async turnOn(key) {
    const permission = await Notification.requestPermission();
    if (permission !== "granted") return permission === "denied" ? "denied" : "off";
    await this.#subscribe(key);
    localStorage.setItem(WANTED, "1");
    return "on";
  }

  /**
   * No message comes from now on, even where the server cannot be told.
   * @returns {Promise<PushState>}
   */
  async turnOff() {
    const endpoint = await this.forget();
    if (endpoint) await this.#api.post("/api/push/unsubscribe", { body: { endpoint } });
    return "off";
  }

  /** Let this device's push service forget it, without the server; where messages went. */
  async forget() {
    localStorage.removeItem(WANTED);
    await this.refused();
    const subscription = await this.#subscription();
    await subscription?.unsubscribe();
    return subscription?.endpoint;
  }

  /** The token is of no use any more, to the service worker either. */
  async refused() {
    await window.caches?.delete(KEPT);
  }

  /**
   * At every start: tell the server where messages go now. Browsers change that at will.
   * @param {string} key
   */
  async renew(key) {
    if (!localStorage.getItem(WANTED)) return;
    if (!("Notification" in window) || Notification.permission !== "granted") return;
    try {
      await this.#subscribe(key);
    } catch (thrown) {
      // The next start tries again; the diagnosis tells why it did not work.
      console.warn("push", asProblem(thrown));
    }
  }

  /** @param {string} key */
  async #subscribe(key) {
    const { pushManager } = await navigator.serviceWorker.ready;
    const applicationServerKey = bytes(key);
    let subscription = await pushManager.getSubscription();
    if (subscription && !sameKey(subscription, applicationServerKey)) {
      await subscription.unsubscribe();
      subscription = null;
    }
    subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }).catch(unable);
    const { endpoint, keys } = subscription.toJSON();
    await this.#api.post("/api/push/subscriptions", { body: { endpoint, keys, language } });
    // The browser tells the service worker of a new endpoint, maybe while the app is closed.
    const kept = await caches.open(KEPT);
    await kept.put("/push", Response.json({ token: this.#token(), language, key }));
  }

  /** @returns {Promise<PushSubscription|null>} */
  async #subscription() {
    const registration = await navigator.serviceWorker?.getRegistration();
    return (await registration?.pushManager?.getSubscription()) ?? null;
  }
}

/**
 * The browser's own service for messages is away, or there is none.
 * @param {unknown} error
 * @returns {never}
 */
function unable(error) {
  const words = "diagnosis.push_unsupported";
  throw new Problem({ code: "push", title: t(`${words}.found`), detail: String(error), remedy: t(`${words}.remedy`) });
}

/** @param {string} key base64url */
function bytes(key) {
  const text = atob(key.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/**
 * @param {PushSubscription} subscription
 * @param {Uint8Array} key
 */
function sameKey(subscription, key) {
  const own = subscription.options.applicationServerKey;
  return own !== null && new Uint8Array(own).join() === key.join();
}
