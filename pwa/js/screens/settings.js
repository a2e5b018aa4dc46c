// @ts-check
/** This device: who it is, its language, push messages, version; the shop's switches. */

import { factList, section } from "./jobs.js";
import { Screen } from "./screen.js";
import { turnSwitch } from "../acts.js";
import { button, el, fill } from "../dom.js";
import { chooseLanguage, chosenLanguage, moment, t } from "../i18n.js";
import { Freshness, notice, pill } from "../parts/notices.js";

const SWITCHES = /** @type {const} */ (["writes_stopped", "holiday"]);

export class SettingsScreen extends Screen {
  #me = el("div", { class: "stack" });
  #push = el("div", { class: "stack", role: "status" });
  #app = el("div", { class: "stack" });
  #freshness = new Freshness();
  #switches = el("div", { class: "stack" });

  /** @param {import("./screen.js").Context} context */
  constructor(context) {
    super(context, t("screen.settings"));
    this.element.append(
      section(t("settings.switches"), this.#freshness.element, this.#switches),
      section(t("settings.push"), this.#push),
      section(t("settings.language"), this.#language()),
      section(t("settings.device"), this.#me),
      section(t("settings.app"), this.#app),
    );
  }

  open() {
    const { switches, installing } = this.context;
    this.#showMe();
    void this.#showPush();
    void this.#showApp();
    this.track(installing.on("change", () => void this.#showApp()));
    this.watch(switches, () => this.#showSwitches());
    void switches.refresh();
  }

  #language() {
    const options = ["", "de", "en"].map((code) => el("option", { value: code, selected: code === chosenLanguage }, t(`language.${code || "phone"}`)));
    const select = el("select", { id: "language", onchange: () => (chooseLanguage(select.value), location.reload()) }, options);
    return el("label", { class: "field", for: "language" }, el("span", null, t("settings.language.label")), select);
  }

  #showMe() {
    const { me } = this.context.session;
    const facts = [
      [t("settings.name"), me?.name],
      [t("settings.role"), me && t(`role.${me.role}`)],
      [t("settings.until"), me?.device?.expires_at && moment(me.device.expires_at, this.now())],
      [t("settings.server"), location.host],
    ];
    const unpair = button(t("unpair"), () => void this.#unpair(), { kind: "danger", sign: "log-out" });
    fill(this.#me, factList(facts), el("div", { class: "actions" }, unpair));
  }

  async #unpair() {
    const question = { title: t("unpair.title"), text: t("unpair.text"), yes: t("unpair"), danger: true };
    if (await this.context.dialogs.confirm(question)) await this.attempt(() => this.context.unpair());
  }

  async #showPush() {
    const { push } = this.context;
    const state = await push.state();
    const turn = state === "on" ? button(t("push.turn_off"), () => void this.#turn(false), { sign: "bell-off" }) : button(t("push.turn_on"), () => void this.#turn(true), { kind: "primary", sign: "bell" });
    const test = state === "on" && button(t("push.test"), () => void this.#testPush());
    const possible = state === "on" || state === "off";
    fill(this.#push, el("p", null, t(`push.${state}`)), el("p", { class: "small" }, t("push.what")), possible && el("div", { class: "actions" }, turn, test));
  }

  /** @param {boolean} on */
  async #turn(on) {
    const { push, session } = this.context;
    await this.attempt(() => (on ? push.turnOn(session.me?.push_key ?? "") : push.turnOff()));
    await this.#showPush();
  }

  async #testPush() {
    await this.attempt(async () => {
      await this.context.api.post("/api/push/test");
      this.context.toast(t("push.tested"), "good");
    });
  }

  async #showApp() {
    const { installing, updates, session } = this.context;
    const facts = [
      [t("settings.version"), (await updates.version()) ?? t("settings.version.network")],
      [t("settings.server_version"), session.me?.version],
    ];
    const install = installing.isOffered && button(t("install"), () => void installing.install(), { kind: "primary", sign: "download" });
    const how = !installing.isInstalled && !installing.isOffered && el("p", { class: "small" }, t("install.how"));
    const look = button(t("settings.look"), () => void this.#look(), { sign: "refresh-cw" });
    const diagnosis = el("a", { class: "button", href: "#diagnosis" }, t("screen.diagnosis"));
    fill(this.#app, factList(facts), how, el("div", { class: "actions" }, install, look, diagnosis));
  }

  async #look() {
    await this.context.updates.look();
    const waiting = (await navigator.serviceWorker?.getRegistration())?.waiting;
    if (!waiting) this.context.toast(t("settings.newest"));
  }

  #showSwitches() {
    const { switches, session } = this.context;
    this.#freshness.show(switches);
    const known = /** @type {import("../types.js").Switches|null} */ (switches.value);
    if (!known) return fill(this.#switches);
    const rows = SWITCHES.map((name) => this.#switch(name, known[name]));
    fill(this.#switches, rows, session.may("admin") ? null : notice("info", "info", t("switch.admin")));
  }

  /**
   * @param {typeof SWITCHES[number]} name
   * @param {import("../types.js").Switch} known
   */
  #switch(name, { on, since, by }) {
    const act = on ? "off" : "on";
    const turn = () => void turnSwitch(this.context, name, !on);
    const admin = this.context.session.may("admin");
    const who = on && t("switch.since", { who: by ?? "", when: moment(since, this.now()) });
    return el(
      "div",
      { class: "switch" },
      el("div", { class: "row" }, el("h3", null, t(`switch.${name}`)), pill(t(on ? "switch.on" : "switch.off"), on ? "warn" : "neutral")),
      el("p", { class: "small" }, t(`switch.${name}.what`)),
      who && el("p", { class: "small" }, who),
      admin && el("div", { class: "actions" }, button(t(`switch.${name}.${act}.yes`), turn, { kind: !on && name === "writes_stopped" ? "danger" : "" })),
    );
  }
}
