// @ts-check
/** Runs: how one is started by hand, and its steps with what each of them counted. */

import { el } from "../dom.js";
import { duration, number } from "../format.js";
import { named, t } from "../i18n.js";
import { statePill } from "./notices.js";

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
