// @ts-check
/** Bar codes by camera: the browser's own reader, else one that is loaded when first needed. */

import { Problem } from "./api.js";
import { button, el } from "./dom.js";
import { t } from "./i18n.js";

const DECODER = "/vendor/zxing/reader/index.js";
const WASM = "/vendor/zxing/zxing_reader.wasm";
/** What is printed on parcels, shelves and goods. */
const NATIVE = ["code_128", "code_39", "ean_13", "ean_8", "itf", "upc_a", "qr_code", "data_matrix"];
const LOADED = ["Code128", "Code39", "EAN13", "EAN8", "ITF", "UPCA", "QRCode", "DataMatrix"];
const EVERY_MS = 120;
const WIDEST = 1280;

/** @typedef {(image: ImageData, canvas: HTMLCanvasElement) => Promise<string|null>} Reader */

/**
 * The code that was held before the camera; null where the person went back or nothing worked.
 * @param {import("./context.js").Context} context
 * @returns {Promise<string|null>}
 */
export async function askScan({ fail }) {
  const stop = new AbortController();
  const video = el("video", { playsinline: true, muted: true, "aria-label": t("scan.picture") });
  const dialog = el(
    "dialog",
    { class: "scan", "aria-labelledby": "scan-title", onclose: () => stop.abort() },
    el("h2", { id: "scan-title" }, t("scan.title")),
    el("div", { class: "view" }, video),
    el("p", { role: "status" }, t("scan.hint")),
    el("div", { class: "actions end" }, button(t("back"), () => dialog.close())),
  );
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  document.body.append(dialog);
  dialog.showModal();
  try {
    const code = await scan(video, stop.signal);
    if (code) navigator.vibrate?.(80);
    return code;
  } catch (thrown) {
    fail(cameraProblem(thrown));
    return null;
  } finally {
    dialog.close();
    dialog.remove();
    before?.focus();
  }
}

/** @param {unknown} thrown */
function cameraProblem(thrown) {
  const name = thrown instanceof DOMException ? thrown.name : "";
  const code = { NotAllowedError: "denied", NotFoundError: "missing", NotReadableError: "busy" }[name];
  if (!code) return thrown;
  return new Problem({ code: `camera_${code}`, title: t(`scan.${code}.title`), remedy: t(`scan.${code}.remedy`) });
}

/**
 * Read codes from the camera until one is found; null where the person stopped it.
 * @param {HTMLVideoElement} video
 * @param {AbortSignal} stopped
 * @returns {Promise<string|null>}
 */
async function scan(video, stopped) {
  const [camera, read] = await Promise.all([openCamera(), bestReader()]);
  try {
    video.srcObject = camera;
    await video.play();
    const canvas = document.createElement("canvas");
    while (!stopped.aborted) {
      const code = await look(video, canvas, read);
      if (code) return code;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    return null;
  } finally {
    video.srcObject = null;
    for (const track of camera.getTracks()) track.stop();
  }
}

function openCamera() {
  const video = { facingMode: "environment", width: { ideal: WIDEST } };
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/**
 * @param {HTMLVideoElement} video
 * @param {HTMLCanvasElement} canvas
 * @param {Reader} read
 */
async function look(video, canvas, read) {
  const shrink = Math.min(1, WIDEST / Math.max(video.videoWidth, 1));
  canvas.width = Math.round(video.videoWidth * shrink);
  canvas.height = Math.round(video.videoHeight * shrink);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen || canvas.width === 0 || canvas.height === 0) return null;
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
  return read(pen.getImageData(0, 0, canvas.width, canvas.height), canvas);
}

/** @returns {Promise<Reader>} */
async function bestReader() {
  const Detector = /** @type {any} */ (globalThis).BarcodeDetector;
  const known = Detector ? await Detector.getSupportedFormats() : [];
  const formats = NATIVE.filter((format) => known.includes(format));
  if (!formats.includes("code_128")) return loadedReader();
  const detector = new Detector({ formats });
  return async (_, canvas) => (await detector.detect(canvas))[0]?.rawValue || null;
}

/** @returns {Promise<Reader>} */
async function loadedReader() {
  const decoder = await import(DECODER);
  decoder.prepareZXingModule({ overrides: { locateFile: () => WASM } });
  const options = { formats: LOADED, tryHarder: true, maxNumberOfSymbols: 1 };
  return async (image) => (await decoder.readBarcodes(image, options))[0]?.text || null;
}
