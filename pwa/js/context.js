// @ts-check
/**
 * What a screen may use, put together by app.js; types only.
 *
 * @typedef {Object} Context
 * @property {import("./api.js").Api} api
 * @property {import("./live.js").Live} live
 * @property {import("./data.js").Store} store
 * @property {import("./api.js").ServerClock} clock
 * @property {import("./pairing.js").Session} session
 * @property {import("./installed.js").Push} push
 * @property {import("./installed.js").Updates} updates
 * @property {import("./installed.js").Installing} installing
 * @property {import("./data.js").JobsModel} jobs
 * @property {import("./data.js").Resource} issues
 * @property {import("./data.js").Resource} switches
 * @property {import("./parts/dialogs.js").Dialogs} dialogs
 * @property {(text: string, tone?: "good"|"bad", link?: {href: string, text: string}) => void} toast
 * @property {(thrown: unknown) => void} fail
 * @property {(token: string) => Promise<void>} paired
 * @property {() => Promise<void>} unpair
 */
export {};
