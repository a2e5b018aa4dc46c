// @ts-check
/** The app's words, numbers and times in the language of the phone, or the one a person chose. */

const CHOICE = "temu.language";
const LANGUAGES = ["de", "en"];

/** The language a person chose; empty: the phone's. */
export const chosenLanguage = localStorage.getItem(CHOICE) ?? "";

/** The language of the app until it is loaded again. */
export const language = LANGUAGES.includes(chosenLanguage) ? chosenLanguage : phoneLanguage();

/** @type {Record<string, string>} */
const words = (await import(`./i18n/${language}.js`)).default;
const plural = new Intl.PluralRules(language);

/**
 * The words of a key; `{name}` takes a parameter. A `count` chooses between `key.one` and
 * `key.other`.
 * @param {string} key
 * @param {Record<string, string|number>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
  const form = "count" in params ? `${key}.${plural.select(Number(params.count))}` : key;
  const text = words[form] ?? words[`${key}.other`] ?? words[key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ""));
}

/**
 * The words of a code that the server may have more of than this app knows; else the code.
 * @param {string} group
 * @param {string} code
 * @param {Record<string, string>} [params]
 */
export function named(group, code, params = {}) {
  return words[`${group}.${code}`] === undefined ? code : t(`${group}.${code}`, params);
}

/**
 * Choose a language; it holds from the next load on.
 * @param {string} choice
 */
export function chooseLanguage(choice) {
  if (choice) localStorage.setItem(CHOICE, choice);
  else localStorage.removeItem(CHOICE);
}

function phoneLanguage() {
  for (const tag of navigator.languages ?? [navigator.language]) {
    const [code] = tag.toLowerCase().split("-");
    if (LANGUAGES.includes(code)) return code;
  }
  return "de";
}

const locale = language === "de" ? "de-DE" : "en-GB";
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const clockSeconds = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });
const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "2-digit", month: "2-digit" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "short" });
const whole = new Intl.NumberFormat(locale);
const short = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What stands where nothing is known. */
export const NOTHING = "–";

/**
 * A moment: the time alone today, else with the day.
 * @param {string|number|null|undefined} moment
 * @param {number} now
 */
export function moment(moment, now) {
  if (moment === null || moment === undefined) return NOTHING;
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return NOTHING;
  if (at.toDateString() === new Date(now).toDateString()) return clock.format(at);
  const far = Math.abs(at.getTime() - now) > 180 * DAY;
  return far ? full.format(at) : `${day.format(at)} ${clock.format(at)}`;
}

/**
 * A moment with seconds, for log lines.
 * @param {string} moment
 */
export function precise(moment) {
  return clockSeconds.format(new Date(moment));
}

/**
 * How long ago, or in how long.
 * @param {string|number|null|undefined} moment
 * @param {number} now
 */
export function distance(moment, now) {
  if (moment === null || moment === undefined) return NOTHING;
  const away = new Date(moment).getTime() - now;
  const size = Math.abs(away);
  if (size < 45_000) return t(away > 0 ? "time.soon" : "time.just_now");
  if (size < 90 * MINUTE) return relative.format(Math.round(away / MINUTE), "minute");
  if (size < 36 * HOUR) return relative.format(Math.round(away / HOUR), "hour");
  return relative.format(Math.round(away / DAY), "day");
}

/**
 * A duration.
 * @param {number|null|undefined} seconds
 */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return NOTHING;
  if (seconds < 100) return `${short.format(seconds)} s`;
  if (seconds < 100 * 60) return `${whole.format(Math.round(seconds / 60))} min`;
  return `${short.format(seconds / 3600)} h`;
}

/** @param {number|null|undefined} number */
export function number(number) {
  return number === null || number === undefined ? NOTHING : whole.format(number);
}

/** @param {number|null|undefined} part of 1 */
export function percent(part) {
  return part === null || part === undefined ? NOTHING : share.format(part);
}

/**
 * Money, which comes as text so that no cent is lost.
 * @param {string|null|undefined} amount
 * @param {string|null|undefined} currency
 */
export function money(amount, currency) {
  if (amount === null || amount === undefined) return NOTHING;
  const style = currency ? { style: /** @type {const} */ ("currency"), currency } : {};
  return new Intl.NumberFormat(locale, style).format(Number(amount));
}

/** @param {string} date such as 2026-11-26 */
export function dayName(date) {
  return day.format(new Date(`${date}T12:00:00`));
}
