// Things that lie over the page: questions, alerts, menus, toasts.

import { el, icon, iconButton } from "./dom.js";

let titles = 0;

/** A modal; resolves with what `close(value)` was given, or undefined when it was dismissed. */
export function modal(title, build, className = "") {
  return new Promise((resolve) => {
    const id = `dialog-title-${(titles += 1)}`;
    const dialog = el(`dialog${className ? `.${className}` : ""}`, { "aria-labelledby": id });
    let result;
    const close = (value) => { result = value; dialog.close(); };
    dialog.append(
      el("div.dialog-head", {}, el("h2", { id }, title),
        iconButton("close", "Закрыть", () => close())),
      ...[build(close)].flat(),
    );
    dialog.addEventListener("close", () => { dialog.remove(); resolve(result); });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
  });
}

export const alertBox = (title, text) => modal(title, (close) => [
  el("p.dialog-text", {}, text),
  el("div.dialog-row", {},
    el("button.main-btn", { type: "button", autofocus: true, onclick: () => close() }, "OK")),
], "narrow");

export const confirmBox = (title, text, yes, { danger = false } = {}) => modal(title, (close) => [
  el("p.dialog-text", {}, text),
  el("div.dialog-row", {},
    el("button.plain-btn", { type: "button", onclick: () => close(false) }, "Отмена"),
    el(`button.main-btn${danger ? ".danger" : ""}`, {
      type: "button", autofocus: true, onclick: () => close(true),
    }, yes)),
], "narrow");

/** items: {label, icon, run, danger?}; opens beside the button, or at the pointer. */
export function menu(anchor, items, at = null) {
  const list = el("div.menu", { role: "menu", popover: "auto" });
  for (const item of items) {
    list.append(el(`button.menu-item${item.danger ? ".danger" : ""}`, {
      type: "button", role: "menuitem",
      onclick: () => { list.hidePopover(); item.run(); },
    }, icon(item.icon), el("span", {}, item.label)));
  }
  list.addEventListener("toggle", (event) => {
    anchor.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "closed") list.remove();
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...list.children];
    const now = buttons.indexOf(document.activeElement);
    buttons[(now + step + buttons.length) % buttons.length].focus();
  });
  document.body.append(list);
  list.showPopover();
  place(list, anchor.getBoundingClientRect(), at);
  list.firstElementChild.focus({ preventScroll: true });
}

function place(list, anchor, at) {
  const { width, height } = list.getBoundingClientRect();
  const below = at ? at.y : anchor.bottom + 4;
  const left = at ? at.x : Math.min(anchor.left, innerWidth - width - 8);
  const top = below + height + 8 > innerHeight ? (at ? at.y : anchor.top - 4) - height : below;
  list.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  list.style.top = `${Math.max(8, top)}px`;
}

const TOAST_MS = 5000;

export function toast(area, text, { error = false } = {}) {
  const note = el(`div.toast${error ? ".error" : ""}`, { role: error ? "alert" : "status" }, text);
  const drop = () => note.remove();
  note.addEventListener("click", drop);
  area.append(note);
  setTimeout(drop, Math.max(TOAST_MS, text.length * 70));
}
