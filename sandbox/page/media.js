// Photographs, files, sound: how each kind of attachment looks.

import { fileUrl } from "./api.js";
import { modal } from "./dialogs.js";
import { el, icon, setIcon } from "./dom.js";
import { kindName, length, size } from "./text.js";

export function media(given) {
  const shape = SHAPES[given.kind] ?? document_;
  return shape(given, fileUrl(given.file_id));
}

export const isVisual = (items) =>
  items.every(({ kind }) => kind === "photo" || kind === "video");

/** Several photographs or videos as a grid, other files one under another. */
export function album(items) {
  return el(isVisual(items) ? `div.album.n${Math.min(items.length, 4)}` : "div.files", {}, items.map(media));
}

function photo(given, url) {
  const label = given.name ? `Фотография ${given.name}` : "Фотография";
  const image = el("img", {
    src: url, alt: label, width: given.width || null, height: given.height || null,
    draggable: "false", decoding: "async",
  });
  const button = el("button.photo", {
    type: "button", "aria-label": `${label}, открыть`,
    onclick: () => modal(given.caption || "Фотография", () => [
      el("div.lightbox-image", {}, el("img", { src: url, alt: label })),
      el("a.plain-btn", { href: url, download: given.name ?? "photo.jpg" }, "Скачать"),
    ], "lightbox"),
  }, image);
  image.addEventListener("error", () => {
    button.replaceWith(document_({ ...given, name: given.name ?? "Фотография" }, url));
  });
  return button;
}

function document_(given, url) {
  const name = given.name ?? kindName(given.kind);
  return el("a.document", { href: url, download: name, title: `Скачать ${name}` },
    el("span.round", {}, icon("file")),
    el("span.document-text", {},
      el("span.document-name", {}, name),
      el("span.small", {}, [size(given.size), "скачать"].filter(Boolean).join(" · "))));
}

/** One voice sounds at a time. */
let sounding = null;

function voice(given, url) {
  const button = el("button.round", { type: "button" });
  const bar = el("progress", { max: "1", value: "0", "aria-label": "Сколько прослушано" });
  const left = el("span.small", {}, length(given.duration));
  let audio = null;

  const rest = () => setIcon(button, "play", `Прослушать, ${length(given.duration)}`);
  const load = () => {
    audio = new Audio(url);
    audio.addEventListener("timeupdate", () => {
      const whole = Number.isFinite(audio.duration) ? audio.duration : given.duration || 1;
      bar.value = Math.min(1, audio.currentTime / whole);
      left.textContent = length(audio.currentTime || given.duration);
    });
    audio.addEventListener("pause", rest);
    audio.addEventListener("ended", () => {
      bar.value = 0;
      left.textContent = length(given.duration);
    });
    audio.addEventListener("play", () => setIcon(button, "pause", "Остановить"));
  };
  button.addEventListener("click", async () => {
    if (!audio) load();
    if (!audio.paused) { audio.pause(); return; }
    if (sounding && sounding !== audio) sounding.pause();
    sounding = audio;
    try {
      await audio.play();
    } catch {
      rest();
      left.textContent = "в записи нет звука";
    }
  });
  rest();
  const title = given.kind === "audio" && given.name ? el("span.document-name", {}, given.name) : null;
  return el("div.voice", {}, button, el("div.voice-line", {}, title, bar, left));
}

function video(given, url) {
  const player = el("video", {
    src: url, controls: true, preload: "metadata", playsinline: true,
    loop: given.kind === "animation",
    width: given.width || null, height: given.height || null,
    "aria-label": kindName(given.kind),
  });
  player.addEventListener("error", () => player.replaceWith(document_(given, url)));
  return player;
}

function round(given, url) {
  const player = video(given, url);
  player.classList.add("round-video");
  return player;
}

function sticker(given, url) {
  const image = el("img.sticker", { src: url, alt: "Стикер", width: "160", height: "160" });
  image.addEventListener("error", () => {
    image.replaceWith(el("span.sticker.drawn", { role: "img", "aria-label": "Стикер" }, icon("sticker")));
  });
  return image;
}

const SHAPES = {
  photo, voice, audio: voice, video, animation: video, video_note: round, sticker, document: document_,
};
