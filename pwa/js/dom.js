// @ts-check
/** Elements. Text only ever goes in as text. */

/** @typedef {Node|string|number|null|undefined|false} Child */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes (`onclick` and its like are listeners) and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>|null} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = null, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  element.append(...nodes(children));
  return element;
}

/**
 * An SVG element.
 * @param {string} tag
 * @param {Record<string, string|number>} [attributes]
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * One sign of the sprite; what it says stands beside it in words.
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const use = svg("use", { href: `/icons/sprite.svg#${name}` });
  return svg("svg", { class: "icon", "aria-hidden": "true", focusable: "false" }, use);
}

/**
 * A button with words and, where it helps, a sign.
 * @param {string} text
 * @param {(event: Event) => void} onclick
 * @param {{kind?: string, sign?: string, label?: string, disabled?: boolean}} [options]
 */
export function button(text, onclick, options = {}) {
  const { kind = "", sign = "", label = null, disabled = false } = options;
  const attributes = { type: "button", class: kind, onclick, disabled, "aria-label": label };
  return el("button", attributes, sign && icon(sign), text && el("span", null, text));
}

/**
 * Replace what an element holds.
 * @param {Element} element
 * @param {...(Child|Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/**
 * Replace only the parts that look different, so that a finger keeps the one it is on. For parts
 * that do the same where they look the same.
 * @param {Element} element
 * @param {Element[]} parts
 */
export function refill(element, parts) {
  const before = [...element.children];
  parts.forEach((part, place) => {
    const old = before[place];
    if (!old) element.append(part);
    else if (!old.isEqualNode(part)) old.replaceWith(part);
  });
  for (const old of before.slice(parts.length)) old.remove();
}

/**
 * Set an element's text only where it differs, so that screen readers and selections rest.
 * @param {Element} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {Array<Child|Child[]>} children
 * @returns {Node[]}
 */
function nodes(children) {
  return children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "")
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {unknown} value
 */
function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === "function") {
    element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
  } else if (name === "value" && "value" in element) {
    element.value = String(value);
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * A list whose parts stay in place while their data changes, so that focus and scroll do too.
 * @template Item
 * @template {{element: HTMLElement, update: (item: Item) => void}} Part
 */
export class KeyedList {
  /** @type {Map<string|number, Part>} */
  #parts = new Map();

  /**
   * @param {HTMLElement} element
   * @param {(item: Item) => string|number} keyOf
   * @param {(item: Item) => Part} make
   */
  constructor(element, keyOf, make) {
    this.element = element;
    this.#keyOf = keyOf;
    this.#make = make;
  }

  #keyOf;
  #make;

  /** @param {Item[]} items */
  show(items) {
    const left = new Map(this.#parts);
    /** @type {Element|null} */
    let place = this.element.firstElementChild;
    for (const item of items) {
      const key = this.#keyOf(item);
      const part = this.#parts.get(key) ?? this.#make(item);
      this.#parts.set(key, part);
      left.delete(key);
      part.update(item);
      if (part.element === place) place = place.nextElementSibling;
      else this.element.insertBefore(part.element, place);
    }
    for (const [key, part] of left) {
      part.element.remove();
      this.#parts.delete(key);
    }
  }
}
