// @ts-check
/** The app's words in the language of the phone, or the one a person chose. */

const CHOICE = "temu.language";
const LANGUAGES = ["de", "en"];

/** The language a person chose; empty: the phone's. */
export const chosenLanguage = localStorage.getItem(CHOICE) ?? "";

/** The language of the app until it is loaded again. */
export const language = LANGUAGES.includes(chosenLanguage) ? chosenLanguage : phoneLanguage();

/** Whether a person chose another language than the browser tells servers. */
export const speaksDifferently = language !== phoneLanguage();

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
