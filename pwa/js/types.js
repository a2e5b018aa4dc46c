// @ts-check
/**
 * What the server tells (docs/API.md), as types only; nothing runs here.
 *
 * @typedef {{code: string, text: string, title: string, means: string, remedy: string}} RunError
 *
 * @typedef {Object} Run
 * @property {string} id
 * @property {string} job
 * @property {string} state
 * @property {string} trigger
 * @property {string} started_by
 * @property {Record<string, unknown>} parameters
 * @property {string|null} started_at
 * @property {string|null} ended_at
 * @property {number|null} seconds
 * @property {number} attempt
 * @property {string|null} next_attempt_at
 * @property {RunError|null} error
 * @property {Record<string, Record<string, number>>} counters
 * @property {boolean} dry_run
 *
 * @typedef {Object} Step
 * @property {string} name
 * @property {string} state
 * @property {number} attempt
 * @property {string|null} started_at
 * @property {number|null} seconds
 * @property {Record<string, number>} counters
 * @property {number|null} done
 * @property {number|null} total
 * @property {RunError|null} error
 *
 * @typedef {{run: string, step: string, position: number, state?: string, done: number|null, total: number|null}} Progress
 * @typedef {{name: string, allowed: Array<string|number>, minimum: number|null, maximum: number|null}} Parameter
 *
 * @typedef {Object} Job
 * @property {string} id
 * @property {string} name
 * @property {string} type
 * @property {boolean} enabled
 * @property {{status: string, last_run: string|null, next_run: string|null, last_error: string|null,
 *   last_duration: number|null, retry_count: number, max_retries: number}} status
 * @property {string} health
 * @property {boolean} overdue
 * @property {{every_minutes: number|null, cron: Record<string, string>|null, zone: string}} schedule
 * @property {Record<string, unknown>} parameters
 * @property {Parameter[]} takes
 * @property {Run|null} run
 * @property {Progress|null} progress
 *
 * @typedef {{runs: number, succeeded: number, failed: number, not_run: number, retries: number,
 *   success_rate: number|null, mean: number|null, p50: number|null, p95: number|null,
 *   longest: number|null, last_error: string|null}} Kpi
 *
 * @typedef {{id: number, at: string, level: string, job: string|null, run: string|null,
 *   step: string|null, subject: string|null, logger: string, message: string,
 *   error: string|null}} Line
 *
 * @typedef {{job: Job, steps: Step[], kpis: Record<string, Kpi>, logs: Line[]}} JobDetail
 *
 * @typedef {Object} Order
 * @property {string} number
 * @property {string|null} buyer
 * @property {string|null} country
 * @property {string} status
 * @property {number} lines
 * @property {number} pieces
 * @property {string|null} total
 * @property {string|null} currency
 * @property {string|null} ordered_at
 * @property {string|null} ship_by_at
 * @property {string|null} wawi_order_number
 * @property {string|null} tracking
 * @property {string|null} carrier
 * @property {boolean} reported
 * @property {string|null} cancelled_at
 * @property {string|null} hold_reason
 * @property {string|null} hold_text
 * @property {string|null} rejection_reason
 * @property {string|null} rejection_text
 * @property {string[]} issues
 *
 * @typedef {{event: string, data: Record<string, unknown>, at: string, run: string|null, step: string|null}} Happening
 *
 * @typedef {Object} OrderDetail
 * @property {string} number
 * @property {Order|null} order
 * @property {Record<string, string|null>|null} address
 * @property {Record<string, string|null>|null} times
 * @property {Record<string, string|null>|null} amounts
 * @property {string[]} labels
 * @property {string[]} warnings
 * @property {Array<{number: string, name: string|null, variation: string|null, sku: string|null,
 *   quantity: number, pieces: number, cancelled_quantity: number, total_gross: string|null}>} lines
 * @property {{state: string, wawi_order_number: string|null, error: string|null}|null} export
 * @property {Array<{package_key: number, tracking: string|null, method: string|null,
 *   shipped_at: string|null, state: string, reported_tracking: string|null,
 *   reported_at: string|null, error: string|null}>} parcels
 * @property {Happening[]} timeline
 * @property {Issue[]} issues
 * @property {{reason: string, text: string}|null} rejection
 *
 * @typedef {Object} Issue
 * @property {number} id
 * @property {string} rule
 * @property {'critical'|'warning'|'info'} severity
 * @property {string} title
 * @property {string} means
 * @property {string} remedy
 * @property {string} subject_type
 * @property {string} subject_key
 * @property {Record<string, unknown>} params
 * @property {string[]} actions
 * @property {string} since
 * @property {string|null} closed_at
 * @property {string|null} acted_by
 * @property {string|null} acted_at
 * @property {string|null} acted
 *
 * @typedef {{items: Issue[], counts: {critical: number, warning: number, info: number}}} Issues
 * @typedef {{run: string, kind: string, count: number, sample: Record<string, unknown>[], requested_at: string}} Approval
 * @typedef {{on: boolean, since: string|null, by: string|null}} Switch
 * @typedef {{writes_stopped: Switch, holiday: Switch}} Switches
 * @typedef {{id: number, name: string, kind: string, role: string, created_at: string,
 *   created_by: string, expires_at: string|null, last_seen_at: string|null,
 *   revoked_at: string|null}} Device
 * @typedef {{device: Device|null, name: string, role: 'viewer'|'operator'|'admin', version: string,
 *   time: string, shop: string, push_key: string}} Me
 * @typedef {{tiles: Record<string, unknown>, kpis: Record<string, Record<string, Kpi>>,
 *   orders_per_day: Array<{day: string, count: number}>,
 *   exposure: Record<string, Record<string, {p50: number|null, p95: number|null}>>}} Statistics
 * @typedef {{kind: string, order: string|null, sku: string|null, matched: string, label: string}} Hit
 */
export {};
