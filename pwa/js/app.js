// @ts-check
/** The app: makes its parts, and is the only place that joins them. */

import { Api, ServerClock, asProblem } from "./api.js";
import { JobsModel, Resource, Store } from "./data.js";
import { button, fill } from "./dom.js";
import { language, moment, t } from "./i18n.js";
import { Installing, Push, Updates } from "./installed.js";
import { Live } from "./live.js";
import { Session } from "./pairing.js";
import { Dialogs } from "./parts/dialogs.js";
import { MoreScreen, Shell } from "./parts/shell.js";
import { DiagnosisScreen } from "./screens/diagnosis.js";
import { IssuesScreen } from "./screens/issues.js";
import { JobScreen, JobsScreen, RunScreen } from "./screens/jobs.js";
import { LogsScreen } from "./screens/logs.js";
import { OrderScreen, OrdersScreen } from "./screens/orders.js";
import { PairingScreen } from "./screens/pairing.js";
import { SettingsScreen } from "./screens/settings.js";
import { StatisticsScreen } from "./screens/statistics.js";

/** @typedef {import("./context.js").Context} Context */

/** While the live connection is away, what is shown is asked for this often. */
const POLL_MS = 30_000;

/** @type {Record<string, (context: Context, argument: string) => import("./screens/screen.js").Screen>} */
const SCREENS = {
  jobs: (context) => new JobsScreen(context),
  job: (context, id) => new JobScreen(context, id),
  run: (context, id) => new RunScreen(context, id),
  orders: (context, search) => new OrdersScreen(context, search),
  order: (context, number) => new OrderScreen(context, number),
  issues: (context) => new IssuesScreen(context),
  logs: (context, filters) => new LogsScreen(context, filters || "{}"),
  statistics: (context) => new StatisticsScreen(context),
  settings: (context) => new SettingsScreen(context),
  diagnosis: (context) => new DiagnosisScreen(context),
  more: (context) => new MoreScreen(context),
};

class App {
  #session = new Session();
  #clock = new ServerClock();
  #store = new Store();
  #shell = new Shell();
  #token = () => this.#session.token;
  #api = new Api({ token: this.#token, language, clock: this.#clock, refused: (problem) => void this.#refused(problem) });
  #live = new Live({ token: this.#token, clock: this.#clock });
  #push = new Push(this.#api, this.#token);
  #updates = new Updates();
  #jobs = new JobsModel(this.#api, this.#store);
  #issues = new Resource(this.#api, this.#store, "/api/issues");
  #switches = new Resource(this.#api, this.#store, "/api/switches");
  /** @type {import("./screens/screen.js").Screen|null} */
  #screen = null;
  /** @type {import("./api.js").Problem|null} */
  #why = null;

  /** @type {Context} */
  #context = {
    api: this.#api,
    live: this.#live,
    store: this.#store,
    clock: this.#clock,
    session: this.#session,
    push: this.#push,
    updates: this.#updates,
    installing: new Installing(),
    jobs: this.#jobs,
    issues: this.#issues,
    switches: this.#switches,
    dialogs: new Dialogs(),
    toast: (text, tone, link) => this.#shell.toast(text, tone, link),
    fail: (thrown) => this.#fail(asProblem(thrown)),
    paired: (token) => this.#paired(token),
    unpair: () => this.#unpair(),
  };

  start() {
    document.documentElement.lang = language;
    fill(document.body, this.#shell.element);
    this.#join();
    addEventListener("hashchange", () => this.#route(true));
    addEventListener("unhandledrejection", ({ reason }) => this.#context.fail(reason));
    navigator.serviceWorker?.addEventListener("message", ({ data }) => {
      if (data?.type === "open") location.hash = data.hash;
    });
    this.#route(false);
    if (this.#session.token) void this.#begin();
    void this.#updates.start();
    void this.#store.tidy();
  }

  #join() {
    const live = this.#live;
    this.#jobs.follow(live);
    live.on("state", (state) => this.#connection(state));
    live.on("refused", () => void this.#shutOut());
    live.on("issues", () => void this.#issues.refresh());
    live.on("switch", () => void this.#switches.refresh());
    this.#issues.on("change", () => this.#shell.issues(this.#issues.value?.counts ?? { critical: 0, warning: 0 }));
    this.#switches.on("change", () => this.#showSwitches());
    this.#jobs.on("change", () => this.#showConnection());
    this.#session.on("change", () => this.#sessionChanged());
    this.#updates.on("offer", () => this.#offer("update.offer", "update.take", () => this.#updates.take()));
    this.#updates.on("replaced", () => this.#offer("update.replaced", "update.reload", () => location.reload()));
    setInterval(() => this.#poll(), POLL_MS);
  }

  /** Everything that needs a paired device. */
  async #begin() {
    void this.#jobs.open();
    void this.#issues.open();
    void this.#switches.open();
    this.#live.start();
    await this.#ask();
    const key = this.#session.me?.push_key;
    if (key) await this.#push.renew(key);
  }

  /** Who are we? Also tells whether we still are. */
  async #ask() {
    try {
      const before = this.#session.me?.role;
      const me = await this.#api.me();
      this.#session.remember(me);
      this.#showClock();
      if (before !== me.role) this.#route(false);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (!problem.isAway && !problem.isRefused && problem.status < 500) this.#context.fail(problem);
    }
  }

  /** @param {import("./api.js").Problem} problem */
  #fail(problem) {
    this.#shell.problem(problem);
    if (problem.code === "role_too_low") void this.#ask();
  }

  /** The live connection was refused; where the token still is good, it is tried again later. */
  async #shutOut() {
    await this.#ask();
    setTimeout(() => {
      if (this.#session.token && this.#live.state === "off") this.#live.start();
    }, POLL_MS);
  }

  /** @param {string} token */
  async #paired(token) {
    this.#why = null;
    this.#live.stop();
    await this.#store.clear();
    this.#session.start(token);
  }

  async #unpair() {
    // Or the server would shut it out, as if somebody else had revoked this device.
    this.#live.stop();
    await this.#api.post("/api/me/revoke").catch((thrown) => {
      this.#live.start();
      throw thrown;
    });
    await this.#forget();
    await this.#push.forget();
  }

  /** @param {import("./api.js").Problem} problem */
  async #refused(problem) {
    if (!this.#session.token) return;
    this.#why = problem;
    await this.#forget();
  }

  async #forget() {
    this.#live.stop();
    await this.#push.refused();
    await this.#store.clear();
    for (const resource of [this.#jobs, this.#issues, this.#switches]) resource.forget();
    this.#session.end();
  }

  /** Paired or unpaired, here or in another window. */
  #sessionChanged() {
    if (!this.#session.token) {
      this.#live.stop();
      this.#shell.banner("clock", null);
      this.#route(true);
      return;
    }
    if (location.hash.startsWith("#pair=")) history.replaceState(null, "", "#jobs");
    this.#route(true);
    void this.#begin();
  }

  /** @param {boolean} focus */
  #route(focus) {
    const hash = location.hash.slice(1);
    const pairs = hash.startsWith("pair=");
    const [wanted, ...rest] = hash.split("/");
    const name = SCREENS[wanted] ? wanted : "jobs";
    const paired = Boolean(this.#session.token) && !pairs;
    this.#screen?.close();
    if (paired || name === "diagnosis") {
      this.#screen = SCREENS[name](this.#context, decodeURIComponent(rest.join("/")));
    } else {
      this.#screen = new PairingScreen(this.#context, pairs ? hash : "", this.#why);
    }
    this.#shell.show(this.#screen, name, { focus, paired });
    this.#screen.open();
  }

  /** @param {import("./live.js").State} state */
  #connection(state) {
    this.#showConnection();
    if (state === "live") {
      this.#showClock();
      void this.#issues.refresh();
      void this.#switches.refresh();
      void this.#updates.look(POLL_MS);
    } else {
      this.#issues.stale();
      this.#switches.stale();
    }
  }

  #showConnection() {
    this.#shell.connection(this.#live.state, this.#live.heardAt || this.#jobs.at);
  }

  /** Where WebSockets do not get through, the app still works, if slowly. */
  #poll() {
    this.#showConnection();
    if (!this.#session.token || this.#live.state === "live" || document.hidden) return;
    for (const resource of [this.#jobs, this.#issues, this.#switches]) void resource.refresh();
  }

  #showSwitches() {
    const known = /** @type {import("./types.js").Switches|null} */ (this.#switches.value);
    for (const name of /** @type {const} */ (["writes_stopped", "holiday"])) {
      const { on, since, by } = known?.[name] ?? { on: false, since: null, by: null };
      const text = t(`switch.${name}.banner`, { who: by ?? "", when: moment(since, this.#clock.now()) });
      this.#shell.banner(name, on ? { tone: "warn", sign: name === "holiday" ? "palmtree" : "hand", text } : null);
    }
  }

  #showClock() {
    const minutes = Math.round(Math.abs(this.#clock.ahead ?? 0) / 60_000);
    const text = t("clock.off", { count: minutes });
    this.#shell.banner("clock", this.#clock.isOff ? { tone: "warn", sign: "clock", text } : null);
  }

  /**
   * @param {"update.offer"|"update.replaced"} text
   * @param {"update.take"|"update.reload"} act
   * @param {() => void} take
   */
  #offer(text, act, take) {
    this.#shell.banner("update", { tone: "info", sign: "refresh-cw", text: t(text), action: button(t(act), take, { kind: "primary" }) });
  }
}

new App().start();
