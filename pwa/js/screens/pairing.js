// @ts-check
/** Pairing: by the QR link, which brings the code, or by typing it. */

import { Screen } from "./screen.js";
import { asProblem } from "../api.js";
import { el, fill, icon } from "../dom.js";
import { t } from "../i18n.js";
import { codeOf, deviceName } from "../pairing.js";
import { notice, problemNotice } from "../parts/notices.js";

export class PairingScreen extends Screen {
  #code = el("input", { id: "pair-code", name: "code", required: true, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 60, "aria-describedby": "pair-hint", onchange: () => this.#tidy() });
  #name = el("input", { id: "pair-name", name: "name", required: true, maxlength: 60, autocomplete: "off", value: deviceName() });
  #submit = el("button", { class: "primary", type: "submit" }, icon("smartphone"), el("span", null, t("pairing.pair")));
  #problem = el("div");

  /**
   * @param {import("./screen.js").Context} context
   * @param {string} [code]
   * @param {import("../api.js").Problem|null} [why] the device was let in before and is no longer
   */
  constructor(context, code = "", why = null) {
    super(context, t("screen.pairing"));
    this.#code.value = codeOf(code);
    const known = context.session.token && context.session.me;
    const form = el(
      "form",
      { class: "card form", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), void this.#pair()) },
      el("label", { class: "field", for: "pair-code" }, el("span", null, t("pairing.code")), this.#code),
      el("p", { class: "small", id: "pair-hint" }, t("pairing.code.hint")),
      el("label", { class: "field", for: "pair-name" }, el("span", null, t("pairing.name")), this.#name),
      this.#problem,
      el("div", { class: "actions" }, this.#submit),
    );
    this.element.append(
      known ? notice("info", "info", t("pairing.again", { name: known.name })) : el("p", null, t("pairing.how")),
      form,
      el("p", { class: "small" }, el("a", { href: "#diagnosis" }, t("pairing.trouble"))),
    );
    if (why) fill(this.#problem, problemNotice(why));
  }

  #tidy() {
    this.#code.value = codeOf(this.#code.value);
  }

  async #pair() {
    this.#tidy();
    this.#submit.disabled = true;
    try {
      const body = { code: this.#code.value, name: this.#name.value.trim() };
      const { token } = await this.context.api.post("/api/pairing", { body });
      await this.context.paired(token);
    } catch (thrown) {
      fill(this.#problem, problemNotice(asProblem(thrown)));
      this.#code.focus();
    } finally {
      this.#submit.disabled = false;
    }
  }
}
