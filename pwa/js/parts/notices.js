// @ts-check
/** States as pills, and what a page says about itself: trouble, age, nothing to show. */

import { button, el, fill, icon, refill } from "../dom.js";
import { distance, moment, named, t } from "../i18n.js";

/** @type {Record<string, [string, string]>} */
const LOOKS = {
  idle: ["neutral", "circle"],
  paused: ["warn", "circle-pause"],
  scheduled: ["info", "hourglass"],
  running: ["info", "circle-play"],
  retrying: ["warn", "rotate-ccw"],
  success: ["good", "circle-check"],
  failed: ["bad", "circle-x"],
  cancelled: ["neutral", "ban"],
  timed_out: ["bad", "timer"],
  interrupted: ["warn", "unplug"],
  skipped: ["neutral", "arrow-right"],
  missed: ["warn", "clock"],
  critical: ["bad", "circle-alert"],
  warning: ["warn", "triangle-alert"],
  info: ["info", "info"],
};

/** @param {string} state */
export function toneOf(state) {
  return (LOOKS[state] ?? ["neutral"])[0];
}

/**
 * @param {string} text
 * @param {string} tone
 * @param {string} [sign]
 */
export function pill(text, tone, sign) {
  return el("span", { class: `pill ${tone}` }, sign && icon(sign), text);
}

/** The state of a job, a run or a step; may change. */
export class StatePill {
  element = el("span", { class: "pill" });
  #state = "";

  /** @param {string} [state] */
  constructor(state) {
    if (state) this.show(state);
  }

  /** @param {string} state */
  show(state) {
    if (state === this.#state) return;
    this.#state = state;
    const [tone, sign] = LOOKS[state] ?? ["neutral", "circle"];
    this.element.className = `pill ${tone}`;
    fill(this.element, icon(sign), named("state", state));
  }
}

/** @param {string} state */
export function statePill(state) {
  return new StatePill(state).element;
}

/** @param {string} severity */
export function severityPill(severity) {
  const [tone, sign] = LOOKS[severity] ?? ["neutral", "circle"];
  return pill(named("severity", severity), tone, sign);
}

/**
 * A problem in words, with what to do and, where it helps, a button to try again.
 * @param {import("../api.js").Problem} problem
 * @param {() => void} [again]
 */
export function problemNotice(problem, again) {
  return el(
    "div",
    { class: "notice bad", role: "alert" },
    el("p", { class: "strong" }, icon("circle-alert"), problem.title),
    explained(problem),
    problem.requestId && el("p", { class: "small" }, t("error.request", { id: problem.requestId })),
    again && button(t("again"), again, { sign: "refresh-cw" }),
  );
}

/**
 * What a problem means, what to do, and how long to wait.
 * @param {import("../api.js").Problem} problem
 */
export function explained({ detail, remedy, retryAfter }) {
  const wait = retryAfter > 0 && t("error.wait", { seconds: retryAfter });
  return [detail, remedy, wait].map((text) => text && el("p", null, text));
}

/**
 * @param {"warn"|"info"|"bad"|"good"} tone
 * @param {string} sign
 * @param {string} text
 * @param {Node} [action]
 */
export function notice(tone, sign, text, action) {
  return el("div", { class: `notice ${tone}` }, el("p", null, icon(sign), text), action);
}

/** @param {string} text */
export function nothing(text) {
  return el("p", { class: "nothing" }, text);
}

/** How old what is shown is, and why; empty while it is of now. */
export class Freshness {
  element = el("div", { class: "freshness" });

  /**
   * @param {{value: any, at: number, fresh: boolean, loading: boolean,
   *   problem: import("../api.js").Problem|null, refresh: () => Promise<void>}} resource
   */
  show(resource) {
    const { value, at, fresh, loading, problem } = resource;
    this.element.hidden = fresh;
    // While the answer is on its way the line takes no place: nothing jumps when it comes.
    this.element.classList.toggle("passing", loading && value !== null && !problem);
    if (fresh) return fill(this.element);
    if (value === null) return refill(this.element, [this.#without(resource)]);
    const age = t("age", { when: moment(at, Date.now()), distance: distance(at, Date.now()) });
    if (problem && !problem.isAway) {
      return refill(this.element, [problemNotice(problem, () => void resource.refresh()), line(age)]);
    }
    refill(this.element, [line(loading ? t("age.asking", { age }) : age)]);
  }

  /** @param {{loading: boolean, problem: import("../api.js").Problem|null, refresh: () => Promise<void>}} resource */
  #without(resource) {
    const { loading, problem } = resource;
    // What asks again by itself stays as it is.
    if (problem && (!loading || problem.retryAfter)) return problemNotice(problem, () => void resource.refresh());
    return el("p", { class: "asking", role: "status" }, t("loading"));
  }
}

/** @param {string} text */
function line(text) {
  return el("p", { class: "age" }, icon("history"), text);
}
