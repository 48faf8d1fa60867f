// A message as a bubble, and its buttons under it. An album is one bubble of several messages.

import { el, icon } from "./dom.js";
import { album, isVisual, media } from "./media.js";
import { clock, safeHtml } from "./text.js";

/** Messages of one album stand together; every other message is alone. */
export const groupKey = (message) =>
  (message.media_group_id ? `album-${message.media_group_id}` : `message-${message.id}`);

export function groups(messages) {
  const found = new Map();
  for (const message of messages) {
    const key = groupKey(message);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(message);
  }
  return found;
}

/** context: {own, author, onPress, isWaiting, onCommand, onMenu} */
export function bubble(messages, context) {
  const first = messages[0];
  const { own } = context;
  const box = el(`div.bubble${isBare(messages) ? ".bare" : ""}`);
  const inner = [
    context.author ? el("p.author", {}, context.author) : null,
    first.reply_to ? quote(first.reply_to) : null,
    attachments(messages),
    first.contact ? contact(first.contact) : null,
    first.location ? place(first.location) : null,
    captions(messages, context),
    foot(messages, own),
  ];
  box.append(...inner.filter(Boolean));

  const who = own ? "Вы" : context.author ?? "Бот";
  const node = el(`article.message.${own ? "own" : "theirs"}`, {
    "aria-label": `${who}, ${clock(first.date)}`, "data-id": first.id, tabindex: "-1",
  }, el("div.bubble-row", {}, own ? menuButton(messages, context) : null, box));
  const keyboard = messages.find((message) => message.buttons?.length);
  if (keyboard) node.append(buttons(keyboard, context));
  if (own) {
    box.addEventListener("contextmenu", (event) => {
      // A link, or a piece of text being chosen, keeps the browser's own menu.
      if (event.target.closest("a") || !getSelection().isCollapsed) return;
      event.preventDefault();
      context.onMenu(box, messages, { x: event.clientX, y: event.clientY });
    });
  }
  return node;
}

const isBare = (messages) => messages.length === 1 && messages[0].media?.kind === "sticker";

function attachments(messages) {
  const items = mediaOf(messages);
  if (!items.length) return null;
  return items.length === 1 ? media(items[0]) : album(items);
}

const mediaOf = (messages) => messages
  .filter((message) => message.media)
  .map((message) => ({ ...message.media, caption: message.text }));

/** Of pictures that have words each, clients show those of the one that is opened. */
function captions(messages, context) {
  const texts = messages.filter((message) => message.html || message.text);
  if (!texts.length || (texts.length > 1 && isVisual(mediaOf(messages)))) return null;
  return el("div.text", { dir: "auto" }, texts.map((message, index) => [
    index ? el("br") : null,
    safeHtml(message.html || escaped(message.text), context.onCommand),
  ]).flat());
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

function quote(reply) {
  return el("div.quote", {},
    reply.name ? el("b", {}, reply.name) : null,
    el("span", {}, reply.text || "Вложение"));
}

function contact({ phone_number: phone, first_name: name }) {
  return el("div.contact", {},
    el("span.round", {}, icon("person")),
    el("span.document-text", {},
      el("span.document-name", {}, name || "Контакт"), el("span", {}, phone)));
}

function place({ latitude, longitude }) {
  const at = `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
  return el("a.document", {
    href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`,
    target: "_blank", rel: "noopener noreferrer",
  }, el("span.round", {}, icon("place")),
  el("span.document-text", {},
    el("span.document-name", {}, "Место на карте"), el("span.small", {}, at)));
}

function foot(messages, own) {
  const last = messages.at(-1);
  const edited = messages.some((message) => message.edit_date);
  const silent = !own && messages.some((message) => message.silent);
  const bell = silent
    ? el("span.silent", { role: "img", "aria-label": "Без звука", title: "Без звука" }, icon("silent"))
    : null;
  return el("p.foot.small", {},
    bell, edited ? el("span", {}, "изменено") : null,
    el("time", { datetime: new Date(last.date * 1000).toISOString() }, clock(last.date)));
}

function menuButton(messages, context) {
  const button = el("button.icon-btn.own-menu", {
    type: "button", "aria-label": "Изменить или удалить", title: "Изменить или удалить",
    "aria-haspopup": "menu", onclick: () => context.onMenu(button, messages),
  }, icon("more"));
  return button;
}

function buttons(message, context) {
  const rows = message.buttons.map((row) => el(`div.buttons-row${row.length > 3 ? ".many" : ""}`, {},
    row.map((button) => inlineButton(message, button, context))));
  return el("div.buttons", { role: "group", "aria-label": "Кнопки сообщения" }, rows);
}

function inlineButton(message, button, context) {
  if (button.url) {
    return el("a.inline-btn", { href: button.url, target: "_blank", rel: "noopener noreferrer" },
      el("span", {}, button.text), icon("link"));
  }
  if (button.data === undefined || button.data === null) {
    return el("button.inline-btn", {
      type: "button", disabled: true, title: "Песочница не умеет такую кнопку",
    }, el("span", {}, button.text));
  }
  const waiting = context.isWaiting(message, button);
  return el(`button.inline-btn${waiting ? ".waiting" : ""}`, {
    type: "button", "aria-busy": waiting ? "true" : null,
    onclick: () => context.onPress(message, button),
  }, el("span", {}, button.text), waiting ? el("span.spinner", { "aria-hidden": "true" }) : null);
}
