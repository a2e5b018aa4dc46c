// @ts-check
/** Small charts in SVG, with a table for those who do not see them. Loaded with the first one. */

import { el, svg } from "./dom.js";

const WIDTH = 320;
const HEIGHT = 120;
const FOOT = 18;

/**
 * @typedef {{label: string, value: number, shown: string, tone?: string}} Bar
 */

/**
 * Bars beside each other.
 * @param {string} title
 * @param {Bar[]} bars
 */
export function barChart(title, bars) {
  const most = Math.max(1e-9, ...bars.map((bar) => bar.value));
  const room = WIDTH / Math.max(bars.length, 1);
  const every = Math.ceil(bars.length / 6);
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", "aria-hidden": "true" });
  drawing.append(line(HEIGHT - FOOT));
  bars.forEach((bar, place) => {
    const height = bar.value > 0 ? Math.max(2, (bar.value / most) * (HEIGHT - FOOT - 14)) : 0;
    const at = { x: place * room + room * 0.15, width: room * 0.7 };
    const shape = svg("rect", { ...at, y: HEIGHT - FOOT - height, height, rx: 2, class: `bar ${bar.tone ?? ""}` });
    const hover = svg("title");
    hover.textContent = `${bar.label}: ${bar.shown}`;
    shape.append(hover);
    drawing.append(shape);
    if (place % every === 0) drawing.append(foot(bar.label, place * room, room));
  });
  const highest = bars.find((bar) => bar.value === most);
  if (highest) drawing.append(word(highest.shown, WIDTH, 10, "end"));
  return el("figure", { class: "figure" }, el("figcaption", null, title), drawing, table(title, bars));
}

/**
 * @param {string} title
 * @param {Bar[]} bars
 */
function table(title, bars) {
  const rows = bars.map((bar) => el("tr", null, el("th", { scope: "row" }, bar.label), el("td", null, bar.shown)));
  const table = el("table", null, el("caption", null, title), el("tbody", null, rows));
  // Not the table itself: it is as wide as its rows whatever it is told.
  return el("div", { class: "unseen" }, table);
}

/** @param {number} y */
function line(y) {
  return svg("line", { x1: 0, x2: WIDTH, y1: y, y2: y, class: "axis" });
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} anchor
 */
function word(text, x, y, anchor = "middle") {
  const label = svg("text", { x, y, "text-anchor": anchor, class: "tick" });
  label.textContent = text;
  return label;
}

/**
 * What a bar is of; at the edges it keeps within the drawing.
 * @param {string} text
 * @param {number} left
 * @param {number} room
 */
function foot(text, left, room) {
  if (left < 25) return word(text, Math.max(0, left + room / 2 - 25), HEIGHT - 4, "start");
  if (left + room > WIDTH - 25) return word(text, WIDTH, HEIGHT - 4, "end");
  return word(text, left + room / 2, HEIGHT - 4);
}
