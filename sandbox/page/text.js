// What a person reads: the server's HTML made safe, times, sizes, names of things.

import { el } from "./dom.js";

const KEPT = new Set(["B", "I", "U", "S", "CODE", "PRE", "A", "BLOCKQUOTE", "TG-SPOILER", "BR"]);
const SAME_AS = { STRONG: "B", EM: "I", INS: "U", DEL: "S", STRIKE: "S" };
const SAFE_LINK = /^(https?:|mailto:|tel:)/i;
const IN_TEXT = /(https?:\/\/[^\s<>«»"]+[^\s<>«»".,;:!?)\]])|((?<![\w/])\/[a-zA-Z]\w{0,31}(?![\w/]))/gu;

/**
 * The server sanitises already; this repeats it by an allow-list, for the page is only as safe
 * as its weaker half. DOMParser runs no scripts and loads nothing.
 */
export function safeHtml(html, onCommand) {
  const parsed = new DOMParser().parseFromString(`<!doctype html><body>${html ?? ""}`, "text/html");
  const result = document.createDocumentFragment();
  copyChildren(parsed.body, result, onCommand, false);
  for (const block of result.querySelectorAll("blockquote, pre")) dropLineBreaks(block);
  return result;
}

/** A block stands on lines of its own: the line breaks next to it would show as empty lines. */
function dropLineBreaks(block) {
  const { previousSibling: before, nextSibling: after } = block;
  if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.replace(/\n$/, "");
  if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
}

function copyChildren(from, to, onCommand, plain) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (plain) to.append(node.data);
      else to.append(...linked(node.data, onCommand));
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      copyElement(node, to, onCommand, plain);
    }
  }
}

function copyElement(node, to, onCommand, plain) {
  const tag = SAME_AS[node.tagName] ?? node.tagName;
  if (tag === "SCRIPT" || tag === "STYLE") return;
  if (!KEPT.has(tag)) {
    copyChildren(node, to, onCommand, plain);
    return;
  }
  let copy = el(tag.toLowerCase());
  if (tag === "A") copy = anchor(node);
  if (tag === "TG-SPOILER") copy = spoiler();
  if (tag === "BLOCKQUOTE" && node.hasAttribute("expandable")) copy = folded();
  const inner = plain || tag === "A" || tag === "CODE" || tag === "PRE" || tag === "TG-SPOILER";
  copyChildren(node, copy, onCommand, inner);
  to.append(copy);
}

function anchor(node) {
  const href = node.getAttribute("href") ?? "";
  if (!SAFE_LINK.test(href)) return el("b.mention");
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" });
}

function spoiler() {
  return opens(el("tg-spoiler", {
    role: "button", tabindex: "0", "aria-label": "Скрытый текст, нажмите, чтобы показать",
  }));
}

/** A long quote shows three lines, as in Telegram, and all of it when it is pressed. */
function folded() {
  return opens(el("blockquote.folded", {
    role: "button", tabindex: "0", "aria-label": "Длинная цитата, нажмите, чтобы прочитать всю",
  }));
}

function opens(node) {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (node.classList.contains("shown")) return;
    event.preventDefault();
    node.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", reveal);
  return node;
}

/** Telegram makes bare addresses and /commands live; so does the page. */
function linked(text, onCommand) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(IN_TEXT)) {
    const [found, url, command] = match;
    if (command && !onCommand) continue;
    parts.push(text.slice(end, match.index));
    parts.push(url
      ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url)
      : el("button.command", { type: "button", onclick: () => onCommand(command) }, command));
    end = match.index + found.length;
  }
  parts.push(text.slice(end));
  return parts;
}

const CLOCK = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("ru", { day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("ru", {
  day: "numeric", month: "long", year: "numeric",
});

export const clock = (seconds) => CLOCK.format(seconds * 1000);

export const dayKey = (seconds) => new Date(seconds * 1000).toDateString();

export function day(seconds) {
  const date = new Date(seconds * 1000);
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return "Сегодня";
  if (date.toDateString() === yesterday.toDateString()) return "Вчера";
  return (date.getFullYear() === now.getFullYear() ? DAY : DAY_AND_YEAR).format(date);
}

/** In the list of people: the time today, the day before today. */
export function when(seconds) {
  if (dayKey(seconds) === new Date().toDateString()) return clock(seconds);
  return new Date(seconds * 1000).toLocaleDateString("ru", { day: "2-digit", month: "2-digit" });
}

const NUMBER = new Intl.NumberFormat("ru", { maximumFractionDigits: 1 });

export function size(bytes) {
  if (bytes === null || bytes === undefined) return "";
  if (bytes < 1024) return `${bytes} Б`;
  if (bytes < 1024 * 1024) return `${NUMBER.format(bytes / 1024)} КБ`;
  return `${NUMBER.format(bytes / 1024 / 1024)} МБ`;
}

export function length(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function plural(count, one, few, many) {
  const form = new Intl.PluralRules("ru").select(count);
  return `${count} ${form === "one" ? one : form === "few" ? few : many}`;
}

export function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("") || "?";
}

const KINDS = {
  photo: "Фотография", document: "Файл", voice: "Голосовое сообщение", video: "Видео",
  video_note: "Видеосообщение", audio: "Аудиозапись", sticker: "Стикер", animation: "Анимация",
};

export const kindName = (kind) => KINDS[kind] ?? "Вложение";

/** One line for the list of people. */
export function summary(message) {
  const text = (message.text ?? "").replace(/\s+/g, " ").trim();
  if (message.media) {
    const what = message.media.kind === "document" && message.media.name
      ? message.media.name : kindName(message.media.kind);
    return text ? `${what}: ${text}` : what;
  }
  if (message.contact) return "Контакт";
  if (message.location) return "Место на карте";
  return text || "Сообщение";
}

const ACTIONS = {
  upload_photo: "отправляет фото…", upload_document: "отправляет файл…",
  upload_video: "отправляет видео…", upload_voice: "отправляет голосовое…",
  record_voice: "записывает голосовое…", record_video_note: "записывает видеосообщение…",
  upload_video_note: "отправляет видеосообщение…", choose_sticker: "выбирает стикер…",
  find_location: "ищет место…",
};

export const actionName = (action) => ACTIONS[action] ?? "печатает…";
