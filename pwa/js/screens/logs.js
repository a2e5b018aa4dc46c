// @ts-check
/** The log: live, filtered, exported. Newest first. */

import { Screen } from "./screen.js";
import { asProblem } from "../api.js";
import { button, el, fill, icon } from "../dom.js";
import { named, precise, t } from "../i18n.js";
import { nothing, notice, problemNotice } from "../parts/notices.js";

const LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"];
const PAGE = 200;
/** Lines in the page at most; older ones are asked for again. */
const MOST = 1000;
const TYPING_MS = 300;

/** @typedef {import("../types.js").Line} Line */

export class LogsScreen extends Screen {
  /** @type {Line[]} newest first */
  #lines = [];
  /** @type {Line[]} came while the person was reading further down */
  #held = [];
  /** @type {number|null} */
  #next = null;
  #question = 0;
  #typing = 0;
  #live = true;
  #job = el("select", { id: "log-job", onchange: () => void this.#ask() });
  #level = el("select", { id: "log-level", onchange: () => void this.#ask() }, LEVELS.map((level) => el("option", { value: level }, t(`level.from.${level}`))));
  #search = el("input", { type: "search", id: "log-search", enterkeyhint: "search", autocomplete: "off", oninput: () => this.#typed() });
  #pause = button(t("logs.pause"), () => this.#toggle(), { sign: "pause" });
  #fresh = el("div", { class: "sticky" });
  #state = el("div");
  #list = el("ol", { class: "lines card" });
  #more = el("div", { class: "actions" });

  /**
   * @param {import("./screen.js").Context} context
   * @param {string} [given] filters as JSON
   */
  constructor(context, given = "{}") {
    super(context, t("screen.logs"));
    const filters = readFilters(given);
    this.#run = filters.run_id ?? null;
    this.#level.value = "INFO";
    fill(this.#job, el("option", { value: "" }, t("logs.all_jobs")), context.jobs.jobs.map(({ id, name }) => el("option", { value: id }, name)));
    if (filters.job_id && !context.jobs.job(filters.job_id)) this.#job.append(el("option", { value: filters.job_id }, filters.job_id));
    this.#job.value = filters.job_id ?? "";
    const form = el(
      "form",
      { class: "filters", role: "search", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), void this.#ask()) },
      el("label", { class: "field grow", for: "log-search" }, el("span", null, t("logs.search")), this.#search),
      el("label", { class: "field", for: "log-job" }, el("span", null, t("logs.job")), this.#job),
      el("label", { class: "field", for: "log-level" }, el("span", null, t("logs.level")), this.#level),
    );
    const exports = ["csv", "json"].map((format) => button(t(`logs.export.${format}`), () => void this.#export(format), { sign: "download" }));
    const only = this.#run && notice("info", "info", t("logs.one_run", { run: this.#run }), el("a", { class: "button", href: "#logs" }, t("logs.all_runs")));
    this.element.append(form, el("div", { class: "actions" }, this.#pause, exports));
    if (only) this.element.append(only);
    this.element.append(this.#state, this.#fresh, this.#list, this.#more);
  }

  #run;

  open() {
    const { live } = this.context;
    this.track(
      live.on("log", (data) => this.#came(data)),
      live.on("state", () => this.#showState()),
      live.on("hello", () => void (this.#lines.length || this.#ask())),
      () => live.follow(null),
      () => clearTimeout(this.#typing),
      () => void ++this.#question,
    );
    addEventListener("scroll", this.#scrolled, { passive: true });
    this.track(() => removeEventListener("scroll", this.#scrolled));
    void this.#ask();
  }

  #filter() {
    return { job_id: this.#job.value || null, run_id: this.#run, level: this.#level.value, search: this.#search.value.trim() || null };
  }

  #typed() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#ask(), TYPING_MS);
  }

  async #ask() {
    const question = ++this.#question;
    this.context.live.follow(null);
    this.#lines = [];
    this.#held = [];
    this.#next = null;
    fill(this.#list);
    fill(this.#more, el("p", { class: "asking", role: "status" }, t("loading")));
    await this.#load(question, null);
    if (question === this.#question && this.#live) this.#follow();
  }

  /**
   * @param {number} question
   * @param {number|null} before
   */
  async #load(question, before) {
    try {
      const page = await this.context.api.get("/api/logs", { ...this.#filter(), limit: PAGE, before });
      if (question !== this.#question) return;
      this.#add([...page.items].reverse(), false);
      this.#next = page.next;
      this.#showMore();
    } catch (thrown) {
      if (question !== this.#question) return;
      const again = () => void (before === null ? this.#ask() : this.#load(question, before));
      fill(this.#more, problemNotice(asProblem(thrown), again));
    }
  }

  #follow() {
    this.context.live.follow({ ...this.#filter(), after: this.#newest() });
  }

  #newest() {
    return (this.#held[0] ?? this.#lines[0])?.id ?? null;
  }

  /** @param {{lines: Line[], skipped: number}} data */
  #came({ lines, skipped }) {
    if (!this.#live) return;
    const newest = this.#newest() ?? 0;
    // After a break the server sends again from the last line it was told; each is shown once.
    const unseen = lines.filter(({ id }) => id > newest).sort((a, b) => b.id - a.id);
    if (skipped) this.context.toast(t("logs.skipped", { count: skipped }));
    if (!unseen.length) return;
    this.context.live.followed(unseen[0].id);
    if (scrollY > 200) this.#held.unshift(...unseen);
    else this.#add(unseen, true);
    this.#showHeld();
    this.#showMore();
  }

  /**
   * @param {Line[]} lines newest first
   * @param {boolean} above
   */
  #add(lines, above) {
    const nameOf = (/** @type {string} */ id) => this.context.jobs.job(id)?.name ?? id;
    const rows = lines.map((line) => logLine(line, nameOf));
    if (above) {
      this.#lines.unshift(...lines);
      this.#list.prepend(...rows);
      this.#trim();
    } else {
      this.#lines.push(...lines);
      this.#list.append(...rows);
    }
    this.#list.hidden = !this.#lines.length;
  }

  #trim() {
    const over = this.#lines.length - MOST;
    if (over <= 0) return;
    this.#lines.length = MOST;
    for (let count = 0; count < over; count++) this.#list.lastElementChild?.remove();
    this.#next = this.#lines[MOST - 1].id;
  }

  #scrolled = () => {
    if (scrollY < 50 && this.#held.length) this.#release();
  };

  #release() {
    this.#add(this.#held.splice(0), true);
    this.#showHeld();
  }

  #showHeld() {
    const count = this.#held.length;
    const up = () => {
      this.#release();
      scrollTo({ top: 0 });
    };
    fill(this.#fresh, count ? button(t("logs.new", { count }), up, { kind: "primary" }) : null);
  }

  #showMore() {
    const none = this.#lines.length ? null : nothing(t("logs.none"));
    const older = () => void this.#load(this.#question, this.#next);
    fill(this.#more, none, this.#next ? button(t("logs.older"), older) : null);
  }

  #toggle() {
    this.#live = !this.#live;
    if (this.#live) this.#follow();
    else this.context.live.follow(null);
    fill(this.#pause, icon(this.#live ? "pause" : "play"), el("span", null, t(this.#live ? "logs.pause" : "logs.resume")));
    this.#showState();
  }

  #showState() {
    const away = this.context.live.state !== "live";
    const text = !this.#live ? t("logs.paused") : away ? t("logs.away") : "";
    fill(this.#state, text ? notice("warn", "history", text) : null);
  }

  /** @param {string} format */
  async #export(format) {
    await this.attempt(async () => {
      const file = await this.context.api.file("/api/logs/export", { ...this.#filter(), format });
      const link = el("a", { href: URL.createObjectURL(file), download: `temu-desktop-log.${format === "json" ? "ndjson" : format}` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    });
  }
}

/**
 * @param {string} given
 * @returns {{job_id?: string, run_id?: string}}
 */
function readFilters(given) {
  try {
    return JSON.parse(given) ?? {};
  } catch (error) {
    // A link that somebody mistyped shows the whole log.
    console.warn("filters", error);
    return {};
  }
}

/** @type {Record<string, string>} */
const TONES = { WARNING: "warn", ERROR: "bad", CRITICAL: "bad" };

/**
 * @param {import("../types.js").Line} line
 * @param {(job: string) => string} jobName
 */
export function logLine(line, jobName) {
  const about = [line.job && jobName(line.job), line.step && named("step", line.step), line.subject];
  const head = el(
    "p",
    { class: "small" },
    el("time", { datetime: line.at }, precise(line.at)),
    " ",
    el("span", { class: `level ${TONES[line.level] ?? "neutral"}` }, named("level", line.level)),
    " ",
    about.filter(Boolean).join(" · "),
  );
  const error = line.error && el("pre", { class: "trace", tabindex: "0" }, line.error);
  return el("li", { class: `line ${TONES[line.level] ?? ""}` }, head, el("p", { class: "message" }, line.message), error);
}
