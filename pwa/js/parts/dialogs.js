// @ts-check
/** Questions to the person, one at a time, in a modal dialog. */

import { button, el } from "../dom.js";
import { t } from "../i18n.js";

let count = 0;

/**
 * @typedef {{name: string, label: string, kind: "choice", options: Array<{value: string, text: string}>, value: string}} Choice
 * @typedef {{name: string, label: string, kind: "number", minimum: number|null, maximum: number|null, value: string}} Figure
 * @typedef {{name: string, label: string, kind: "check", hint?: string, value: boolean}} Check
 * @typedef {Choice|Figure|Check} Field
 */

export class Dialogs {
  /**
   * @param {{title: string, text: string, yes: string, danger?: boolean, more?: Node|null}} question
   * @returns {Promise<boolean>}
   */
  async confirm({ title, text, yes, danger = false, more = null }) {
    const body = [el("p", null, text), more];
    return (await this.#ask(title, body, yes, danger)) !== null;
  }

  /**
   * Ask for values; null where the person goes back.
   * @param {{title: string, text?: string, fields: Field[], yes: string}} question
   * @returns {Promise<Record<string, string>|null>}
   */
  async form({ title, text = "", fields, yes }) {
    const body = [text && el("p", null, text), ...fields.map((field) => row(field))];
    const data = await this.#ask(title, body, yes, false);
    return data && Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
  }

  /**
   * @param {string} title
   * @param {import("../dom.js").Child[]} body
   * @param {string} yes
   * @param {boolean} danger
   * @returns {Promise<FormData|null>}
   */
  #ask(title, body, yes, danger) {
    const id = `dialog-${++count}`;
    const form = el(
      "form",
      { method: "dialog" },
      el("h2", { id }, title),
      body,
      el(
        "div",
        { class: "actions end" },
        button(t("back"), () => dialog.close()),
        el("button", { class: danger ? "danger" : "primary", value: "yes" }, yes),
      ),
    );
    const dialog = el("dialog", { "aria-labelledby": id }, form);
    const before = /** @type {HTMLElement|null} */ (document.activeElement);
    document.body.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        const answer = dialog.returnValue === "yes" ? new FormData(form) : null;
        dialog.remove();
        before?.focus();
        resolve(answer);
      });
    });
  }
}

/** @param {Field} field */
function row(field) {
  if (field.kind === "check") {
    const box = el("input", { type: "checkbox", name: field.name, checked: field.value });
    const hint = field.hint && el("span", { class: "small" }, field.hint);
    return el("label", { class: "check" }, box, el("span", null, field.label, hint && el("br"), hint));
  }
  return el("label", { class: "field" }, el("span", null, field.label), input(field));
}

/** @param {Choice|Figure} field */
function input(field) {
  if (field.kind === "number") {
    return el("input", {
      type: "number",
      inputmode: "numeric",
      name: field.name,
      min: field.minimum,
      max: field.maximum,
      step: 1,
      value: field.value,
    });
  }
  const options = field.options.map(({ value, text }) =>
    el("option", { value, selected: value === field.value }, text),
  );
  const select = el("select", { name: field.name }, options);
  select.value = field.value;
  return select;
}
