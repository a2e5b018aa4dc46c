// @ts-check
/**
 * What a screen may use, put together by app.js; types only.
 *
 * @typedef {Object} Context
 * @property {import("./api.js").Api} api
 * @property {import("./live.js").Live} live
 * @property {import("./store.js").Store} store
 * @property {import("./clock.js").ServerClock} clock
 * @property {import("./pairing.js").Session} session
 * @property {import("./push.js").Push} push
 * @property {import("./installing.js").Updates} updates
 * @property {import("./installing.js").Installing} installing
 * @property {import("./jobs_model.js").JobsModel} jobs
 * @property {import("./resource.js").Resource} issues
 * @property {import("./resource.js").Resource} switches
 * @property {import("./parts/dialogs.js").Dialogs} dialogs
 * @property {(text: string, tone?: "good"|"bad", link?: {href: string, text: string}) => void} toast
 * @property {(thrown: unknown) => void} fail
 * @property {(token: string) => Promise<void>} paired
 * @property {() => Promise<void>} unpair
 */
export {};
