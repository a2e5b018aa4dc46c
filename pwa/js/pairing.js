// @ts-check
/** Whether this device is paired, as whom, and how it becomes so. */

import { Emitter } from "./data.js";

const TOKEN = "temu.token";
const ME = "temu.me";
const RANK = { viewer: 0, operator: 1, admin: 2 };

/** @typedef {keyof typeof RANK} Role */

/** Tells `change` when the device was paired or unpaired, in this window or another. */
export class Session extends Emitter {
  constructor() {
    super();
    addEventListener("storage", (event) => {
      if (event.key === TOKEN || event.key === null) this.emit("change");
    });
  }

  /** @returns {string|null} */
  get token() {
    return localStorage.getItem(TOKEN);
  }

  /** Who this device was when it last asked. */
  /** @returns {import("./types.js").Me|null} */
  get me() {
    const kept = localStorage.getItem(ME);
    return kept === null ? null : JSON.parse(kept);
  }

  /**
   * Whether the device's role reaches so far. The server decides; this only hides buttons.
   * @param {Role} role
   */
  may(role) {
    const own = this.me?.role;
    return own !== undefined && RANK[own] >= RANK[role];
  }

  /** @param {import("./types.js").Me} me */
  remember(me) {
    localStorage.setItem(ME, JSON.stringify(me));
  }

  /** @param {string} token */
  start(token) {
    localStorage.removeItem(ME);
    localStorage.setItem(TOKEN, token);
    this.emit("change");
  }

  end() {
    localStorage.removeItem(TOKEN);
    localStorage.removeItem(ME);
    this.emit("change");
  }
}

/**
 * The code of a link such as `https://server/#pair=ACDE-FGHJ`, else what was typed, in one shape.
 * @param {string} text
 */
export function codeOf(text) {
  const code = text.includes("pair=") ? text.slice(text.indexOf("pair=") + 5) : text;
  const letters = code.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}

/** A name for this device that a person would recognise in a list. */
export function deviceName() {
  const agent = navigator.userAgent;
  const kinds = ["iPhone", "iPad", "Android", "Windows", "Mac", "Linux"];
  return kinds.find((kind) => agent.includes(kind)) ?? "Browser";
}
