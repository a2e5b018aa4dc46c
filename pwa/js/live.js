// @ts-check
/** The live connection: one WebSocket that comes back by itself and misses nothing. */

import { Emitter } from "./data.js";
import { language } from "./i18n.js";

const CHANNELS = ["jobs", "issues", "orders"];
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** Without a sign of life for so many pings the connection is dead. */
const PINGS_MISSED = 2.25;
const OPENING_MS = 10_000;
/** Attempts that fail before 'reconnecting' becomes 'offline'. */
const PATIENCE = 2;

const REFUSED = 4401;
/** Messages of the hub: each number comes once. Others answer this client alone. */
const NUMBERED = new Set([
  "run", "step", "progress", "acting", "switch", "issues", "orders", "inventory",
]);

/**
 * @typedef {"live"|"reconnecting"|"offline"|"off"} State
 * @typedef {{type: string, seq: number, timestamp: string, data: any}} Message
 * @typedef {{job_id?: string|null, level?: string|null, run_id?: string|null,
 *   search?: string|null, after?: number|null}} LogFilter
 */

/**
 * Tells `state` ({state, since}), every message under its type, and `refused` where the server
 * does not let the device in.
 */
export class Live extends Emitter {
  /** @type {State} */
  state = "off";
  /** When the server was last heard, in ms of the device; 0: never. */
  heardAt = 0;

  /**
   * @param {{token: () => string|null, clock: import("./api.js").ServerClock,
   *   random?: () => number}} parts
   */
  constructor({ token, clock, random = Math.random }) {
    super();
    this.#token = token;
    this.#clock = clock;
    this.#random = random;
    addEventListener("online", () => this.wake());
    addEventListener("pageshow", () => this.wake());
    addEventListener("offline", () => this.#settle());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.wake();
    });
  }

  #token;
  #clock;
  #random;
  /** @type {WebSocket|null} */
  #socket = null;
  #failures = 0;
  #pingMs = 20_000;
  #wanted = false;
  /** @type {string|null} */
  #stream = null;
  #seq = 0;
  /** @type {LogFilter|null} */
  #logs = null;
  /** @type {number|undefined} */
  #retry;
  /** @type {number|undefined} */
  #watch;

  /** Connect, and stay connected. */
  start() {
    this.#wanted = true;
    this.#open();
  }

  /** Disconnect for good. */
  stop() {
    this.#wanted = false;
    this.#stream = null;
    this.#seq = 0;
    this.#failures = 0;
    this.#drop();
    this.#tell("off");
  }

  /** The phone is back online or in the foreground: no waiting now. */
  wake() {
    if (!this.#wanted) return;
    const silent = Date.now() - this.heardAt > this.#pingMs * 1.25;
    if (this.state === "live" && !silent) return;
    const opening = this.#socket?.readyState === WebSocket.CONNECTING;
    if (opening && !silent) return;
    this.#failures = Math.min(this.#failures, PATIENCE);
    this.#open();
  }

  /**
   * Follow log lines, or no longer (null). `after` is the last line already there.
   * @param {LogFilter|null} filter
   */
  follow(filter) {
    this.#logs = filter;
    if (this.state !== "live") return;
    if (filter) this.#send({ type: "subscribe", channel: "logs", ...filter });
    else this.#send({ type: "unsubscribe", channel: "logs" });
  }

  /**
   * Where a new subscription after a break has to go on.
   * @param {number} line
   */
  followed(line) {
    if (this.#logs) this.#logs.after = line;
  }

  #open() {
    this.#drop();
    if (!this.#token()) return;
    const { protocol, host } = location;
    const socket = new WebSocket(`${protocol === "https:" ? "wss" : "ws"}://${host}/ws/logs`);
    this.#socket = socket;
    this.#settle();
    this.#expect(OPENING_MS);
    socket.onopen = () => this.#introduce();
    socket.onmessage = (event) => this.#hear(socket, event.data);
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#lost(event.code, event.reason);
    };
  }

  #introduce() {
    const known = this.#stream === null ? {} : { since: this.#seq, stream: this.#stream };
    const token = this.#token();
    this.#send({ type: "auth", token, language, channels: CHANNELS, ...known });
  }

  /**
   * @param {WebSocket} socket
   * @param {string} text
   */
  #hear(socket, text) {
    if (socket !== this.#socket) return;
    const message = /** @type {Message} */ (JSON.parse(text));
    this.heardAt = Date.now();
    this.#expect(this.#pingMs * PINGS_MISSED);
    if (NUMBERED.has(message.type) && message.seq <= this.#seq) return;
    if (message.type === "hello") this.#welcome(message);
    else this.#seq = Math.max(this.#seq, message.seq);
    this.emit(message.type, message.data);
  }

  /** @param {Message} message */
  #welcome({ seq, timestamp, data }) {
    this.#failures = 0;
    this.#pingMs = data.ping_seconds * 1000;
    // On a stream already known, what was missed follows with smaller numbers than the greeting's.
    if (this.#stream !== data.stream) this.#seq = seq;
    this.#stream = data.stream;
    this.#clock.learn(timestamp, this.heardAt - 500, this.heardAt);
    this.#tell("live");
    if (this.#logs) this.follow(this.#logs);
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #lost(code, reason) {
    this.#drop();
    if (code === REFUSED) {
      this.stop();
      this.emit("refused", { code, reason });
      return;
    }
    this.#failures += 1;
    this.#settle();
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1));
    this.#retry = setTimeout(() => this.#open(), wait * (0.5 + this.#random() / 2));
  }

  /** Not live: is it a blink, or is it away? */
  #settle() {
    if (!this.#wanted) return;
    if (navigator.onLine === false && this.state === "live") this.#drop();
    const away = navigator.onLine === false || this.#failures >= PATIENCE;
    this.#tell(away ? "offline" : "reconnecting");
    if (navigator.onLine === false && !this.#socket && this.#retry === undefined) {
      this.#retry = setTimeout(() => this.#open(), LONGEST_WAIT_MS);
    }
  }

  /** @param {number} ms */
  #expect(ms) {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#lost(1006, "silent"), ms);
  }

  #drop() {
    clearTimeout(this.#watch);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** @param {Record<string, unknown>} message */
  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** @param {State} state */
  #tell(state) {
    if (state === this.state) return;
    this.state = state;
    this.emit("state", state);
  }
}
