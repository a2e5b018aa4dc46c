// @ts-check
/** All jobs as they are now: the last known ones, then what the live connection tells. */

import { speaksDifferently } from "./i18n.js";
import { Resource } from "./resource.js";

/**
 * @typedef {import("./types.js").Job} Job
 * @typedef {{jobs: Job[], acting: boolean}} Jobs
 */

export class JobsModel extends Resource {
  /**
   * @param {import("./api.js").Api} api
   * @param {import("./store.js").Store} store
   */
  constructor(api, store) {
    super(api, store, "/api/jobs");
  }

  /** @returns {Job[]} */
  get jobs() {
    return this.value?.jobs ?? [];
  }

  /** @param {string} id */
  job(id) {
    return this.jobs.find((job) => job.id === id) ?? null;
  }

  /**
   * Follow a live connection.
   * @param {import("./live.js").Live} live
   */
  follow(live) {
    live.on("jobs_update", (data) => this.#update(data));
    live.on("progress", (data) => this.#progress(data));
    live.on("step", (data) => this.#step(data));
    live.on("acting", ({ acting }) => {
      if (this.value) this.set({ ...this.value, acting });
    });
    live.on("state", (state) => {
      if (state !== "live") this.stale();
    });
    // Replayed messages bring the last known jobs up to date without a full update.
    live.on("resumed", ({ full }) => {
      if (full) return;
      if (this.value) this.set(this.value);
      else void this.refresh();
    });
  }

  /** @param {{full: boolean, jobs: Job[], acting: boolean}} data */
  #update({ full, jobs, acting }) {
    // A socket cannot be told a language: its sentences are in the browser's.
    if (speaksDifferently) return void this.refresh();
    if (full || !this.value) {
      if (full) this.set({ jobs, acting });
      return;
    }
    const changed = new Map(jobs.map((job) => [job.id, job]));
    const kept = this.jobs.map((job) => changed.get(job.id) ?? job);
    const known = new Set(kept.map((job) => job.id));
    this.set({ jobs: [...kept, ...jobs.filter((job) => !known.has(job.id))], acting });
  }

  /** @param {import("./types.js").Progress & {job: string}} data */
  #progress({ job, ...progress }) {
    this.#patch(job, (known) => ({ ...known, progress: { state: "running", ...progress } }));
  }

  /** @param {{run: string, job: string, step: string, state: string}} data */
  #step({ run, job, step, state }) {
    if (state !== "running") return;
    this.#patch(job, (known) => {
      const same = known.progress?.run === run && known.progress.step === step;
      if (same) return known;
      const position = (known.progress?.run === run ? known.progress.position : 0) + 1;
      return { ...known, progress: { run, step, state, position, done: null, total: null } };
    });
  }

  /**
   * @param {string} id
   * @param {(job: Job) => Job} change
   */
  #patch(id, change) {
    if (!this.job(id)) return;
    const jobs = this.jobs.map((job) => (job.id === id ? change(job) : job));
    this.set({ ...this.value, jobs });
  }
}
