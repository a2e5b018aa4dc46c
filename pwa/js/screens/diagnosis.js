// @ts-check
/** The diagnosis page: every check with what it found and what to do. */

import { checks } from "../diagnosis.js";
import { button, el, fill, icon } from "../dom.js";
import { asProblem } from "../errors.js";
import { t } from "../i18n.js";
import { Screen } from "./screen.js";

const SIGNS = { good: "circle-check", warn: "triangle-alert", bad: "circle-x" };

/** @typedef {import("../diagnosis.js").Finding} Finding */

export class DiagnosisScreen extends Screen {
  #list = el("ul", { class: "rows card" });
  #summary = el("p", { role: "status" });
  #again = button(t("diagnosis.again"), () => void this.#run(), { kind: "primary", sign: "refresh-cw" });
  #ended = false;
  /** @type {string[]} */
  #report = [];

  /** @param {import("./screen.js").Context} context */
  constructor(context) {
    super(context, t("screen.diagnosis"));
    const copy = button(t("diagnosis.copy"), () => void this.#copy(), { sign: "copy" });
    this.element.append(el("p", null, t("diagnosis.what")), el("div", { class: "actions" }, this.#again, copy), this.#summary, this.#list);
  }

  open() {
    this.track(() => (this.#ended = true));
    void this.#run();
  }

  async #run() {
    this.#again.disabled = true;
    this.#summary.textContent = t("diagnosis.running");
    this.#report = [`${location.origin} · ${navigator.userAgent} · ${new Date().toISOString()}`];
    const all = checks(this.context);
    const rows = all.map(({ name }) => el("li", null, el("p", { class: "strong" }, icon("loader"), name)));
    fill(this.#list, rows);
    let troubles = 0;
    for (const [place, { name, check }] of all.entries()) {
      const finding = await attempt(check);
      if (this.#ended) return;
      if (finding.tone !== "good") troubles += 1;
      this.#report.push(`${finding.tone.toUpperCase()} ${name}: ${finding.found}`);
      this.#show(rows[place], name, finding);
    }
    this.#summary.textContent = troubles ? t("diagnosis.troubles", { count: troubles }) : t("diagnosis.fine");
    this.#again.disabled = false;
  }

  /**
   * @param {HTMLElement} row
   * @param {string} name
   * @param {Finding} finding
   */
  #show(row, name, { tone, found, remedy }) {
    fill(
      row,
      el("p", { class: `strong ${tone}` }, icon(SIGNS[tone]), `${name}: ${t(`diagnosis.tone.${tone}`)}`),
      el("p", null, found),
      remedy && el("p", null, el("strong", null, t("issue.remedy")), " ", remedy),
    );
  }

  async #copy() {
    await this.attempt(async () => {
      await navigator.clipboard.writeText(this.#report.join("\n"));
      this.context.toast(t("diagnosis.copied"), "good");
    });
  }
}

/**
 * @param {() => Promise<Finding>} check
 * @returns {Promise<Finding>}
 */
async function attempt(check) {
  try {
    return await check();
  } catch (thrown) {
    const { title, detail, remedy } = asProblem(thrown);
    return { tone: "bad", found: [title, detail].filter(Boolean).join(" "), remedy };
  }
}
