// @ts-check
/** What a person does with jobs, issues and approvals: asked, done, told. */

import { named, t } from "./i18n.js";
import { askRun } from "./parts/jobs.js";

/**
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("./types.js").Job} Job
 */

/** @param {string} id */
const path = (id) => `/api/jobs/${encodeURIComponent(id)}`;

/** @param {string} run */
const runLink = (run) => ({ href: `#run/${encodeURIComponent(run)}`, text: t("run.open") });

/**
 * @param {Context} context
 * @param {Job} job
 */
export async function runJob({ api, dialogs, toast, fail }, job) {
  const query = await askRun(dialogs, job);
  if (!query) return;
  try {
    const { run } = await api.post(`${path(job.id)}/run-now`, { query });
    toast(t("run.started", { job: job.name }), "good", runLink(run));
  } catch (thrown) {
    fail(thrown);
  }
}

/**
 * @param {Context} context
 * @param {Job} job
 */
export async function cancelJob({ api, dialogs, toast, fail }, job) {
  const question = { title: t("cancel.title", { job: job.name }), text: t("cancel.text"), yes: t("cancel.yes") };
  if (!(await dialogs.confirm({ ...question, danger: true }))) return;
  try {
    await api.post(`${path(job.id)}/cancel`);
    toast(t("cancel.asked", { job: job.name }));
  } catch (thrown) {
    fail(thrown);
  }
}

/**
 * @param {Context} context
 * @param {Job} job
 */
export async function toggleJob({ api, dialogs, toast, fail }, job) {
  const enabled = !job.enabled;
  const question = { title: t("pause.title", { job: job.name }), text: t("pause.text"), yes: t("job.pause") };
  if (!enabled && !(await dialogs.confirm(question))) return;
  try {
    await api.post(`${path(job.id)}/toggle`, { query: { enabled } });
    toast(t(enabled ? "pause.off" : "pause.on", { job: job.name }), "good");
  } catch (thrown) {
    fail(thrown);
  }
}

/**
 * @param {Context} context
 * @param {import("./types.js").Issue} issue
 * @param {string} action
 */
export async function actOnIssue({ api, dialogs, issues, toast, fail }, issue, action) {
  const words = named("action", action);
  const text = t(action === "acknowledge" ? "issue.acknowledge.text" : "issue.act.text", { title: issue.title });
  if (!(await dialogs.confirm({ title: words, text, yes: words }))) return;
  try {
    const { run } = await api.post(`/api/issues/${issue.id}/act`, { body: { action } });
    toast(t("issue.done", { title: issue.title }), "good", run ? runLink(run) : undefined);
  } catch (thrown) {
    fail(thrown);
  }
  await issues.refresh();
}

/**
 * @param {Context} context
 * @param {import("./types.js").Approval} approval
 */
export async function approve({ api, dialogs, toast, fail }, approval) {
  const text = t("approval.text", { count: approval.count, kind: named("approval", approval.kind) });
  if (!(await dialogs.confirm({ title: t("approval.title"), text, yes: t("approval.yes") }))) return;
  try {
    await api.post(`/api/approvals/${encodeURIComponent(approval.run)}`);
    toast(t("approval.done"), "good");
  } catch (thrown) {
    fail(thrown);
  }
}

/**
 * @param {Context} context
 * @param {"writes_stopped"|"holiday"} name
 * @param {boolean} on
 */
export async function turnSwitch({ api, dialogs, switches, toast, fail }, name, on) {
  const state = on ? "on" : "off";
  const question = { title: t(`switch.${name}.${state}.title`), text: t(`switch.${name}.${state}.text`) };
  const yes = t(`switch.${name}.${state}.yes`);
  if (!(await dialogs.confirm({ ...question, yes, danger: on && name === "writes_stopped" }))) return;
  try {
    switches.set(await api.post(`/api/switches/${name}`, { query: { on } }));
    toast(t(`switch.${name}.${state}.done`), "good");
  } catch (thrown) {
    fail(thrown);
  }
}
