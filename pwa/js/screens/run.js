// @ts-check
/** One run: what came of it, step by step. */

import { el, fill, icon } from "../dom.js";
import { duration, moment } from "../format.js";
import { named, t } from "../i18n.js";
import { Freshness, statePill } from "../parts/notices.js";
import { stepList } from "../parts/runs.js";
import { section } from "./job.js";
import { Screen } from "./screen.js";

const SHOWN = 200;

export class RunScreen extends Screen {
  #freshness = new Freshness();
  #body = el("div", { class: "stack" });

  /**
   * @param {import("./screen.js").Context} context
   * @param {string} id
   */
  constructor(context, id) {
    super(context, t("screen.run"), { back: "#jobs" });
    this.#id = id;
    this.element.append(this.#freshness.element, this.#body);
  }

  #id;

  open() {
    const run = this.resource(`/api/runs/${encodeURIComponent(this.#id)}`, {}, (resource) => {
      this.#freshness.show(resource);
      if (resource.value) this.#show(resource.value);
    });
    let later = 0;
    const again = (/** @type {{run: string}} */ data) => {
      if (data.run !== this.#id) return;
      clearTimeout(later);
      later = setTimeout(() => void run.refresh(), 200);
    };
    this.track(this.context.live.on("run", again), this.context.live.on("step", again), () => clearTimeout(later));
  }

  /** @param {{run: import("../types.js").Run, steps: import("../types.js").Step[], intended: Array<{target: string, action: string, subject: string}>}} found */
  #show({ run, steps, intended }) {
    const logs = `#logs/${encodeURIComponent(JSON.stringify({ run_id: run.id }))}`;
    fill(
      this.#body,
      this.#head(run),
      section(t("job.steps"), stepList(steps)),
      run.dry_run || intended.length ? section(t("run.intended"), intendedList(intended)) : null,
      el("div", { class: "actions" }, el("a", { class: "button", href: logs }, icon("scroll-text"), t("job.all_logs"))),
    );
  }

  /** @param {import("../types.js").Run} run */
  #head(run) {
    const name = this.context.jobs.job(run.job)?.name ?? run.job;
    const parameters = Object.entries(run.parameters).map(([key, value]) => `${named("parameter", key)}: ${named(`value.${key}`, String(value))}`);
    const facts = [
      [t("run.started_at"), moment(run.started_at, this.now())],
      [t("job.took"), duration(run.seconds)],
      [t("run.trigger"), `${named("trigger", run.trigger)} (${run.started_by})`],
      [t("run.parameters"), parameters.join(", ")],
      [t("run.number"), run.id],
    ];
    return el(
      "section",
      { class: "card" },
      el("header", null, el("h2", null, name), statePill(run.state)),
      run.dry_run && el("p", { class: "strong" }, t("run.was_dry")),
      run.error && el("div", { class: "notice bad" }, el("p", { class: "strong" }, run.error.title || run.error.text), el("p", null, run.error.means), el("p", null, run.error.remedy)),
      el("dl", { class: "facts" }, facts.filter(([, value]) => value).map(([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value)))),
    );
  }
}

/** @param {Array<{target: string, action: string, subject: string}>} intended */
function intendedList(intended) {
  if (!intended.length) return el("p", { class: "nothing" }, t("run.intended.none"));
  const rows = intended.slice(0, SHOWN).map(({ target, action, subject }) => el("li", null, `${target.toUpperCase()}: ${action} · ${subject}`));
  const more = intended.length - rows.length;
  return el("div", null, el("ul", { class: "rows" }, rows), more > 0 && el("p", { class: "small" }, t("run.intended.more", { count: more })));
}
