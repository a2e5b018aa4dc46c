// @ts-check
/** Parts of jobs: the card, how a run is started by hand, the steps of a run. */

import { StatePill, statePill } from "./notices.js";
import { Emitter } from "../data.js";
import { button, el, fill, icon, say } from "../dom.js";
import { duration, moment, named, number, t } from "../i18n.js";

const ALIVE = ["scheduled", "running", "retrying"];

/** @param {import("../types.js").Job} job */
export function isAlive(job) {
  return ALIVE.includes(job.status.status);
}

/** Tells `run`, `cancel` and `toggle`, each with the job. */
export class JobCard extends Emitter {
  /**
   * @param {import("../types.js").Job} job
   * @param {{now: () => number, operates: boolean, linked: boolean}} options
   */
  constructor(job, { now, operates, linked }) {
    super();
    this.#job = job;
    this.#now = now;
    const heading = `job-${job.id}`;
    this.#name = linked ? el("a", { href: `#job/${encodeURIComponent(job.id)}` }) : el("span");
    const title = el("h2", { id: heading }, this.#name, linked && icon("chevron-right"));
    this.#actions.hidden = !operates;
    this.element = el(
      "article",
      { class: "card job", "aria-labelledby": heading },
      el("header", null, title, this.#state.element),
      this.#progress,
      this.#error,
      this.#facts,
      this.#actions,
    );
    this.#run = button(t("job.run"), () => this.emit("run", this.#job), { kind: "primary", sign: "play" });
    this.#cancel = button(t("job.cancel"), () => this.emit("cancel", this.#job), { sign: "circle-stop" });
    this.#toggle = button(t("job.pause"), () => this.emit("toggle", this.#job), { sign: "pause" });
    this.#actions.append(this.#run, this.#cancel, this.#toggle);
  }

  #job;
  #now;
  #name;
  #run;
  #cancel;
  #toggle;
  #state = new StatePill();
  #bar = el("progress", { max: 1 });
  #step = el("p", { class: "step" });
  #progress = el("div", { class: "progress" }, this.#step, this.#bar);
  #error = el("p", { class: "error" });
  #last = el("dd");
  #next = el("dd");
  #took = el("dd");
  #facts = el(
    "dl",
    { class: "facts three" },
    el("div", null, el("dt", null, t("job.last")), this.#last),
    el("div", null, el("dt", null, t("job.next")), this.#next),
    el("div", null, el("dt", null, t("job.took")), this.#took),
  );
  #actions = el("div", { class: "actions" });

  /** @param {import("../types.js").Job} job */
  update(job) {
    this.#job = job;
    const alive = isAlive(job);
    const tone = job.health === "unhealthy" ? "bad" : job.health === "warning" ? "warn" : "";
    this.element.className = `card job ${tone}`;
    say(this.#name, job.name);
    this.#state.show(job.status.status);
    this.#showProgress(alive ? job : null);
    this.#showFacts();
    this.#showError(job);
    // A button that disappears under the finger loses the focus to its neighbour, not to nowhere.
    const focused = document.activeElement === this.#run || document.activeElement === this.#cancel;
    this.#run.hidden = alive || !job.enabled;
    this.#cancel.hidden = !alive;
    if (focused) (this.#run.hidden ? this.#cancel : this.#run).focus();
    fill(this.#toggle, icon(job.enabled ? "pause" : "play"), el("span", null, t(job.enabled ? "job.pause" : "job.resume")));
  }

  #showFacts() {
    const { status, run, enabled } = this.#job;
    const now = this.#now();
    const outcome = run && !isAlive(this.#job) ? ` · ${named("state", run.state)}` : "";
    say(this.#last, status.last_run ? moment(status.last_run, now) + outcome : t("job.never"));
    say(this.#next, enabled && status.next_run ? moment(status.next_run, now) : t("job.no_next"));
    say(this.#took, duration(status.last_duration));
  }

  /** @param {import("../types.js").Job|null} job */
  #showProgress(job) {
    this.#progress.hidden = job === null;
    if (!job) return;
    const { progress } = job;
    if (!progress) {
      say(this.#step, named("state", job.status.status));
      this.#bar.removeAttribute("value");
    } else {
      const { position, done, total } = progress;
      const step = t("job.step", { position, step: named("step", progress.step) });
      const count = total ? t("job.of", { done: number(done ?? 0), total: number(total) }) : "";
      say(this.#step, count ? `${step} · ${count}` : step);
      if (total) this.#bar.value = Math.min(1, (done ?? 0) / total);
      else this.#bar.removeAttribute("value");
    }
    this.#bar.setAttribute("aria-label", this.#step.textContent ?? "");
  }

  /** @param {import("../types.js").Job} job */
  #showError({ run, status, overdue }) {
    const failed = run?.error && !["success", "running", "scheduled"].includes(run.state);
    const title = failed ? run.error?.title || run.error?.text : "";
    const retry = run?.state === "retrying" ? t("job.retry", { count: status.retry_count, most: status.max_retries }) : "";
    const late = overdue && !failed ? t("job.overdue") : "";
    const text = [title, retry, late].filter(Boolean).join(" ");
    this.#error.hidden = !text;
    if (this.#error.dataset.text === text) return;
    this.#error.dataset.text = text;
    fill(this.#error, icon("circle-alert"), el("span", null, text));
  }
}

/** What the call takes, under its name there; a job may know more that is no matter of a start. */
const TAKEN = /** @type {Record<string, string>} */ ({
  mode: "mode",
  days_back: "days_back",
  status: "parent_order_status",
  parent_order_status: "parent_order_status",
});

/**
 * Ask for the parameters of a run; null where the person goes back.
 * @param {import("./dialogs.js").Dialogs} dialogs
 * @param {import("../types.js").Job} job
 * @returns {Promise<Record<string, string|boolean>|null>}
 */
export async function askRun(dialogs, job) {
  const fields = job.takes
    .filter(({ name, allowed, minimum }) => name in TAKEN && (allowed.length || minimum !== null))
    .map((parameter) => field(parameter, job.parameters[parameter.name]));
  const dry = { name: "dry_run", label: t("run.dry"), kind: /** @type {const} */ ("check"), hint: t("run.dry.hint"), value: false };
  const values = await dialogs.form({
    title: t("run.title", { job: job.name }),
    fields: [...fields, dry],
    yes: t("run.start"),
  });
  return values && { ...values, dry_run: values.dry_run === "on" };
}

/**
 * @param {import("../types.js").Parameter} parameter
 * @param {unknown} given
 * @returns {import("./dialogs.js").Field}
 */
function field({ name, allowed, minimum, maximum }, given) {
  const label = named("parameter", name);
  const query = TAKEN[name];
  const value = given === undefined || given === null ? "" : String(given);
  if (!allowed.length) return { kind: "number", name: query, label, minimum, maximum, value };
  const unset = value === "" ? [{ value: "", text: t("run.as_usual") }] : [];
  const options = allowed.map((one) => ({ value: String(one), text: named(`value.${name}`, String(one)) }));
  return { kind: "choice", name: query, label, options: [...unset, ...options], value };
}

/** @param {import("../types.js").Step[]} steps */
export function stepList(steps) {
  if (!steps.length) return el("p", { class: "nothing" }, t("steps.none"));
  return el("ol", { class: "rows" }, steps.map(row));
}

/** @param {import("../types.js").Step} step */
function row(step) {
  const counted = Object.entries(step.counters)
    .filter(([, count]) => count)
    .map(([name, count]) => `${named("counter", name)} ${number(count)}`)
    .join(" · ");
  return el(
    "li",
    null,
    el("div", { class: "row" }, el("span", { class: "strong" }, named("step", step.name)), statePill(step.state)),
    el("p", { class: "small" }, [duration(step.seconds), counted].filter(Boolean).join(" · ")),
    step.error && el("p", { class: "error" }, step.error.title || step.error.text),
  );
}
