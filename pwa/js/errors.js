// @ts-check
/** What goes wrong between phone and server, as one type with words for a person. */

import { t } from "./i18n.js";

export class Problem extends Error {
  /**
   * @param {{code: string, title: string, detail?: string, remedy?: string, status?: number,
   *   params?: Record<string, unknown>, retryable?: boolean, retryAfter?: number|null,
   *   requestId?: string}} facts
   */
  constructor(facts) {
    super(facts.title);
    this.name = "Problem";
    this.code = facts.code;
    this.title = facts.title;
    this.detail = facts.detail ?? "";
    this.remedy = facts.remedy ?? "";
    this.status = facts.status ?? 0;
    this.params = facts.params ?? {};
    this.retryable = facts.retryable ?? false;
    this.retryAfter = facts.retryAfter ?? null;
    this.requestId = facts.requestId ?? "";
  }

  /** Whether the server was not reached at all. */
  get isAway() {
    return this.code === "network" || this.code === "timeout";
  }

  /** Whether the device is not, or no longer, let in. */
  get isRefused() {
    return this.status === 401 && ["token_missing", "access_refused"].includes(this.code);
  }
}

/**
 * No answer: the network, the server, or the time.
 * @param {"network"|"timeout"} code
 */
export function away(code) {
  return new Problem({
    code,
    title: t(`error.${code}.title`),
    remedy: t(`error.${code}.remedy`),
    retryable: true,
  });
}

/**
 * An answer that is not what was asked for.
 * @param {Response} response
 */
export async function problemOf(response) {
  const said = await body(response);
  const wait = Number(response.headers.get("Retry-After"));
  const gateway = [502, 503, 504].includes(response.status) && !said.code;
  const words = gateway ? "gateway" : "unreadable";
  return new Problem({
    code: String(said.code ?? words),
    title: String(said.title ?? t(`error.${words}.title`, { status: response.status })),
    detail: String(said.detail ?? ""),
    remedy: String(said.remedy ?? t(`error.${words}.remedy`)),
    status: response.status,
    params: said.params ?? {},
    retryable: Boolean(said.retryable ?? response.status >= 500),
    retryAfter: wait > 0 ? wait : null,
    requestId: String(said.request_id ?? response.headers.get("X-Request-Id") ?? ""),
  });
}

/**
 * Anything thrown, as a problem; what is not one is a fault of the app and says so.
 * @param {unknown} thrown
 */
export function asProblem(thrown) {
  if (thrown instanceof Problem) return thrown;
  console.error(thrown);
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new Problem({
    code: "app",
    title: t("error.app.title"),
    detail,
    remedy: t("error.app.remedy"),
  });
}

/**
 * @param {Response} response
 * @returns {Promise<Record<string, any>>}
 */
async function body(response) {
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) return {};
  const said = await response.json().catch(() => null);
  return said && typeof said === "object" ? said : {};
}
