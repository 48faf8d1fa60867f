// The list of people on the left, and the form that adds one.

import { post } from "./api.js";
import { modal } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { actionName, initials, plural, summary, when } from "./text.js";

const HUES = [176, 212, 262, 318, 12, 34, 88, 140];

export function avatar(person) {
  const node = el(`span.avatar${person.group ? ".group" : ""}`, { "aria-hidden": "true" }, initials(person.name));
  node.style.setProperty("--hue", HUES[Math.abs(person.id) % HUES.length]);
  return node;
}

/**
 * Draws the list, once for however many news of one moment. Rows stay in place and only what is
 * in them changes: a row replaced between press and release would swallow the click.
 */
export function peopleList(store, list, { opened, onOpen, onBeside }) {
  const rows = new Map();
  let asked = false;

  const draw = () => {
    asked = false;
    const seen = new Set(opened());
    let unread = 0;
    for (const person of [...store.people.values(), ...store.groups.values()]) {
      if (!rows.has(person.id)) rows.set(person.id, row(person.id, { onOpen, onBeside }));
      fill(rows.get(person.id), store, person, seen.has(person.id));
      list.append(...(rows.get(person.id).item.isConnected ? [] : [rows.get(person.id).item]));
      unread += store.unread(person.id);
    }
    for (const [id, { item }] of rows) {
      if (!store.peer(id)) { item.remove(); rows.delete(id); }
    }
    document.title = unread ? `(${unread}) Песочница` : "Песочница";
  };
  const ask = () => {
    if (!asked) { asked = true; queueMicrotask(draw); }
  };
  store.addEventListener("people", ask);
  return ask;
}

function row(id, { onOpen, onBeside }) {
  const open = el("button.person", {
    type: "button",
    onclick: (event) => (event.ctrlKey || event.metaKey ? onBeside : onOpen)(id),
  });
  const beside = el("button.beside", {
    type: "button", title: "Открыть рядом", onclick: () => onBeside(id),
  }, icon("beside"), "рядом");
  return { item: el("li", {}, open, beside), open, beside };
}

function fill({ item, open, beside }, store, person, opened) {
  const newest = store.newest(person.id);
  const unread = store.unread(person.id);
  const { typing } = store.chat(person.id);
  const line = typing
    ? el("span.line.typing", {}, `бот ${actionName(typing)}`)
    : el("span.line", {}, newest ? newestLine(store, person, newest)
      : person.about ? "" : "сообщений пока нет");
  item.classList.toggle("opened", opened);
  open.toggleAttribute("aria-current", opened);
  beside.setAttribute("aria-label", `${person.name}: открыть рядом`);
  open.replaceChildren(
    avatar(person),
    el("span.person-text", {},
      el("span.person-top", {}, el("span.name", {}, person.name),
        newest ? el("time.small", {}, when(newest.date)) : null),
      person.about ? el("span.about.small", {}, person.about) : null,
      el("span.person-top", {}, line,
        person.blocked
          ? el("span.blocked-mark", { title: "Бот заблокирован" }, icon("block")) : null,
        unread ? el("span.unread", {
          "aria-label": plural(unread, "непрочитанное", "непрочитанных", "непрочитанных"),
        }, String(unread)) : null)));
}

function newestLine(store, person, message) {
  if (person.group) return `${message.from.name}: ${summary(message)}`;
  return `${store.isOwn(person.id, message) ? "Вы: " : ""}${summary(message)}`;
}

/** Resolves with the new person's id, or undefined. */
export function addPerson() {
  return modal("Добавить человека", (close) => {
    const problem = el("p.problem", { role: "alert" });
    const name = el("input", {
      id: "new-name", name: "name", required: true, maxlength: "60", autocomplete: "off", autofocus: true,
    });
    const language = el("select", { id: "new-language", name: "language" },
      el("option", { value: "ru" }, "Русский"), el("option", { value: "kk" }, "Қазақша"));
    const phone = el("input", {
      id: "new-phone", name: "phone", type: "tel", autocomplete: "off",
      placeholder: "+7 913 000-00-01",
    });
    const save = el("button.main-btn", { type: "submit" }, "Добавить");
    const submit = async (event) => {
      event.preventDefault();
      if (!name.value.trim()) { name.focus(); return; }
      const digits = phone.value.replace(/[^\d+]/g, "");
      save.disabled = true;
      try {
        const answer = await post("/control/people", {
          name: name.value.trim(), language: language.value, ...(digits ? { phone: digits } : {}),
        });
        close(answer.id ?? answer.person?.id);
      } catch (error) {
        problem.textContent = error.message;
        save.disabled = false;
      }
    };
    return el("form.form", { onsubmit: submit },
      el("label", { for: "new-name" }, "Имя"), name,
      el("label", { for: "new-language" }, "Язык телефона"), language,
      el("label", { for: "new-phone" }, "Телефон, если нужен"), phone,
      problem,
      el("div.dialog-row", {},
        el("button.plain-btn", { type: "button", onclick: () => close() }, "Отмена"), save));
  }, "narrow");
}
