// @ts-check
/** The server's time, told by its answers, as the clock of a phone may be wrong. */

/** From here on a person is told that the device's clock is wrong. */
export const CLOCK_OFF_MS = 60_000;

export class ServerClock {
  /** How far the device's clock is ahead of the server's, in ms; null: not known yet. */
  /** @type {number|null} */
  ahead = null;
  #uncertain = Infinity;

  /**
   * Learn from an answer that says the server's time.
   * @param {string} serverTime
   * @param {number} askedAt the device's time before asking
   * @param {number} answeredAt and after the answer
   */
  learn(serverTime, askedAt, answeredAt) {
    const server = Date.parse(serverTime);
    const uncertain = (answeredAt - askedAt) / 2;
    if (Number.isNaN(server) || uncertain < 0) return;
    // A quick answer knows best; but a clock set anew shows in any answer.
    const ahead = (askedAt + answeredAt) / 2 - server;
    const moved = this.ahead === null || Math.abs(ahead - this.ahead) > uncertain + this.#uncertain;
    if (uncertain > this.#uncertain && !moved) return;
    this.ahead = ahead;
    this.#uncertain = uncertain;
  }

  /** The server's time now, in ms. */
  now() {
    return Date.now() - (this.ahead ?? 0);
  }

  /** Whether the device's clock is so wrong that a person should know. */
  get isOff() {
    return Math.abs(this.ahead ?? 0) > CLOCK_OFF_MS;
  }
}
