// @ts-check
/** Push messages: asked for by a button, renewed at every start. */

import { asProblem } from "./errors.js";
import { language } from "./i18n.js";

const WANTED = "temu.push";

/** @typedef {"unsupported"|"denied"|"on"|"off"} PushState */

export class Push {
  /** @param {import("./api.js").Api} api */
  constructor(api) {
    this.#api = api;
  }

  #api;

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
    localStorage.setItem(WANTED, "1");
    await this.#subscribe(key);
    return "on";
  }

  /** @returns {Promise<PushState>} */
  async turnOff() {
    localStorage.removeItem(WANTED);
    const subscription = await this.#subscription();
    if (subscription) {
      await this.#api.post("/api/push/unsubscribe", { body: { endpoint: subscription.endpoint } });
      await subscription.unsubscribe();
    }
    return "off";
  }

  /** Let this device's push service forget it, without the server. */
  async forget() {
    localStorage.removeItem(WANTED);
    await (await this.#subscription())?.unsubscribe();
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
    subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
    const { endpoint, keys } = subscription.toJSON();
    await this.#api.post("/api/push/subscriptions", { body: { endpoint, keys, language } });
  }

  /** @returns {Promise<PushSubscription|null>} */
  async #subscription() {
    const registration = await navigator.serviceWorker?.getRegistration();
    return (await registration?.pushManager?.getSubscription()) ?? null;
  }
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
