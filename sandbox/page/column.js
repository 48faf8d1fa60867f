// One open chat: its head, its messages, what is written under them.

import { act, post, upload } from "./api.js";
import { Composer } from "./composer.js";
import { alertBox, confirmBox, menu, modal, toast } from "./dialogs.js";
import { el, icon, iconButton } from "./dom.js";
import { bubble, groupKey, groups } from "./messages.js";
import { avatar } from "./people.js";
import { actionName, day, dayKey, plural } from "./text.js";

const NEAR_END_PX = 80;

export class Column {
  stuck = true;
  visible = true;
  missed = 0;
  shown = new Map();
  waiting = new Set();

  constructor(store, id, { onBack, onClose, isRead }) {
    this.store = store;
    this.id = id;
    this.isRead = isRead;
    this.alive = new AbortController();
    this.context = {
      onPress: (message, button) => this.press(message, button),
      isWaiting: (message, button) => this.waiting.has(pressKey(message, button)),
      onCommand: (command) => this.composer.say(command),
      onMenu: (anchor, messages, at) => this.ownMenu(anchor, messages, at),
    };
    this.build({ onBack, onClose });
    this.listen();
    this.redraw();
  }

  build({ onBack, onClose }) {
    this.composer = new Composer({
      person: () => this.person,
      data: () => this.store.chat(this.id),
      act: (action, body) => this.act(action, body),
      upload: (...files) => this.upload(...files),
      lastOwnText: () => this.store.messages(this.id).reverse()
        .find((message) => this.isOwn(message) && message.text) ?? null,
    });
    this.log = el("div.log", { role: "log", "aria-live": "polite", "aria-label": "Сообщения" });
    this.scroller = el("div.scroller", { tabindex: "0", "aria-label": "Переписка", role: "region" }, this.log);
    this.downCount = el("span.unread", { hidden: true });
    this.down = el("button.down", {
      type: "button", "aria-label": "Вниз, к новым", title: "Вниз, к новым", hidden: true,
      onclick: () => this.toEnd(),
    }, this.downCount, icon("down"));
    this.toasts = el("div.toasts");
    this.speaker = el("select", { onchange: () => this.redraw() });
    this.speakers = el("label.speakers", {}, "От чьего имени", this.speaker);
    const more = iconButton("more", "Меню чата", () => this.chatMenu(more), { "aria-haspopup": "menu" });
    this.head = el("header.chat-head", {},
      iconButton("back", "К списку людей", onBack, { class: "icon-btn back" }),
      this.face = el("span.face"),
      el("div.who", {}, this.title = el("h2"), this.sub = el("p.small", { "aria-live": "polite" })),
      this.more = more,
      iconButton("close", "Закрыть чат", onClose, { class: "icon-btn close" }),
      this.aboutLine = el("p.about.small"));
    this.node = el("section.chat", { "data-chat": this.id },
      this.head,
      el("div.middle", {}, this.scroller, this.down, this.toasts),
      this.speakers,
      this.composer.node,
      el("div.drop-here", { "aria-hidden": "true" }, "Отпустите, чтобы прикрепить"));
  }

  get person() {
    return this.store.peer(this.id) ?? { id: this.id, name: "", blocked: false };
  }

  /** Who acts here: the person himself; in a group, whoever is chosen in its head. */
  get actor() {
    return this.person.group ? Number(this.speaker.value) : this.id;
  }

  isOwn(message) {
    // What stands in a channel is the channel's, whoever of its administrators writes it.
    const author = this.person.channel ? this.id : this.actor;
    return !message.from.is_bot && message.from.id === author;
  }

  listen() {
    const { signal } = this.alive;
    const mine = (type, run) => this.store.addEventListener(type, ({ detail }) => {
      if (detail.chat === this.id) run(detail);
    }, { signal });
    mine("message", (detail) => this.onMessage(detail));
    mine("deleted", () => this.redraw());
    mine("keyboard", () => this.composer.onKeyboard());
    mine("commands", () => this.composer.refresh());
    mine("typing", () => this.drawHead());
    mine("person", () => { this.drawHead(); this.composer.refresh(); });
    this.store.addEventListener("people", () => this.drawSpeakers(), { signal });
    mine("toast", ({ text, alert }) => this.answer(text, alert));

    this.scroller.addEventListener("scroll", () => this.onScroll(), { signal });
    // Pictures that load and keyboards that open change heights without a scroll event.
    this.sizes = new ResizeObserver(() => { if (this.stuck) this.toEnd(); });
    this.sizes.observe(this.scroller);
    this.sizes.observe(this.log);
    this.listenDrop(signal);
  }

  listenDrop(signal) {
    const hasFiles = (event) => [...event.dataTransfer.types].includes("Files");
    const over = (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.node.classList.add("dropping");
    };
    this.node.addEventListener("dragenter", over, { signal });
    this.node.addEventListener("dragover", over, { signal });
    this.node.addEventListener("dragleave", (event) => {
      if (!this.node.contains(event.relatedTarget)) this.node.classList.remove("dropping");
    }, { signal });
    this.node.addEventListener("drop", (event) => {
      this.node.classList.remove("dropping");
      if (!hasFiles(event)) return;
      event.preventDefault();
      this.composer.addFiles([...event.dataTransfer.files], true);
    }, { signal });
  }

  destroy() {
    this.alive.abort();
    this.sizes.disconnect();
    this.node.remove();
  }

  // Drawing.

  redraw() {
    this.drawSpeakers();
    this.shown.clear();
    const nodes = [];
    let lastDay = "";
    for (const [key, messages] of groups(this.store.messages(this.id))) {
      const today = dayKey(messages[0].date);
      if (today !== lastDay) nodes.push(dayLine(messages[0].date));
      lastDay = today;
      const node = this.draw(messages);
      this.shown.set(key, node);
      nodes.push(node);
    }
    this.log.replaceChildren(...nodes);
    this.drawHead();
    this.composer.refresh();
    if (this.stuck) this.toEnd();
  }

  draw(messages) {
    const { from } = messages[0];
    const own = this.isOwn(messages[0]);
    const author = own || from.is_bot ? null : from.name;
    return bubble(messages, { ...this.context, own, author });
  }

  drawHead() {
    const { name, phone, blocked, group, channel, about, members } = this.person;
    const { typing } = this.store.chat(this.id);
    const bot = this.store.bot.name || "бот";
    this.title.textContent = name;
    this.sub.textContent = typing ? `${bot} ${actionName(typing)}`
      : channel ? "канал: вы пишете как его администратор"
      : group ? `группа · ${plural(members.length, "участник", "участника", "участников")}`
      : blocked ? "бот заблокирован" : `пишет боту${phone ? ` · ${phone}` : ""}`;
    this.sub.classList.toggle("typing", Boolean(typing));
    this.aboutLine.textContent = about ?? "";
    this.aboutLine.hidden = !about;
    this.face.replaceChildren(avatar(this.person));
    this.node.setAttribute("aria-label", `Чат: ${name}`);
  }

  drawSpeakers() {
    const { group, channel, members } = this.person;
    this.speakers.hidden = !group || channel;
    this.more.hidden = Boolean(group && !channel);
    if (!group) return;
    const people = [...this.store.people.values()];
    const inside = people.filter(({ id }) => members.includes(id));
    const outside = people.filter(({ id }) => !members.includes(id));
    // Drawn only when they are others: a list that is open must stay open.
    const drawn = JSON.stringify([inside, outside].map((all) => all.map(({ id, name }) => [id, name])));
    if (drawn === this.drawnSpeakers) return;
    this.drawnSpeakers = drawn;
    const chosen = this.speaker.value;
    const options = (all) => all.map(({ id, name }) => el("option", { value: id }, name));
    this.speaker.replaceChildren(...options(inside),
      ...(outside.length ? [el("optgroup", { label: "Войдут, когда напишут" }, options(outside))] : []));
    if (this.store.people.has(Number(chosen))) this.speaker.value = chosen;
  }

  onMessage({ message, known }) {
    const own = this.isOwn(message);
    if (own && !known) this.stuck = true;
    const key = groupKey(message);
    const old = this.shown.get(key);
    const newest = this.store.newest(this.id);
    if (old) this.replace(key, old);
    else if (newest.id === message.id) this.append(key, message);
    else this.redraw();
    if (!known && !own && !this.stuck) this.missed += 1;
    if (this.store.chat(this.id).messages.size <= 2) this.composer.refresh();
    if (this.stuck) this.toEnd();
    else this.onScroll();
    this.read();
  }

  append(key, message) {
    const before = this.store.messages(this.id).at(-2);
    if (!before || dayKey(before.date) !== dayKey(message.date)) this.log.append(dayLine(message.date));
    const node = this.draw([message]);
    this.shown.set(key, node);
    this.log.append(node);
  }

  /** A bubble drawn anew must not throw a keyboard's user out of it. */
  replace(key, old) {
    const messages = this.store.messages(this.id).filter((message) => groupKey(message) === key);
    const inside = old.contains(document.activeElement);
    const place = inside ? [...old.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement) : -1;
    const node = this.draw(messages);
    old.replaceWith(node);
    this.shown.set(key, node);
    if (inside) ([...node.querySelectorAll(FOCUSABLE)][place] ?? node).focus({ preventScroll: true });
  }

  // Scrolling.

  onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stuck = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (this.stuck) this.missed = 0;
    this.down.hidden = this.stuck;
    this.downCount.hidden = !this.missed;
    this.downCount.textContent = String(this.missed);
    this.downCount.setAttribute("aria-label", plural(this.missed, "новое", "новых", "новых"));
    this.read();
  }

  toEnd() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.onScroll();
  }

  read() {
    if (this.stuck && this.isRead(this.id)) this.store.markRead(this.id);
  }

  // Doing.

  act(action, body = {}) {
    const where = this.person.group ? { chat: this.id } : {};
    return this.run(act(this.actor, action, { ...body, ...where }));
  }

  upload(kind, files, caption, extra = {}) {
    const where = this.person.group ? { chat: this.id } : {};
    return this.run(upload(this.actor, kind, files, caption, { ...extra, ...where }));
  }

  /** True when it went well; a refusal is said and not thrown. */
  async run(promise) {
    try {
      await promise;
      return true;
    } catch (error) {
      toast(this.toasts, error.message, { error: true });
      return false;
    }
  }

  async press(message, button) {
    const key = pressKey(message, button);
    if (this.waiting.has(key)) return;
    this.waiting.add(key);
    this.redrawMessage(message.id);
    await this.act("press", { message_id: message.id, data: button.data });
    this.waiting.delete(key);
    this.redrawMessage(message.id);
  }

  redrawMessage(id) {
    const message = this.store.chat(this.id).messages.get(id);
    const old = message && this.shown.get(groupKey(message));
    if (old) this.replace(groupKey(message), old);
  }

  answer(text, isAlert) {
    if (!text) return;
    if (isAlert) alertBox(this.store.bot.name || "Бот", text);
    else toast(this.toasts, text);
  }

  ownMenu(anchor, messages, at) {
    const editable = messages.find((message) => message.text);
    menu(anchor, [
      ...(editable ? [
        { label: "Изменить", icon: "edit", run: () => this.composer.edit(editable) },
        { label: "Скопировать текст", icon: "copy", run: () => copy(editable.text) },
      ] : []),
      { label: "Удалить", icon: "trash", danger: true, run: () => this.remove(messages) },
    ], at);
  }

  async remove(messages) {
    const sure = await confirmBox("Удалить сообщение?",
      "Оно исчезнет из чата. Бот об этом не узнает, как и в настоящем Telegram.",
      "Удалить", { danger: true });
    if (!sure) return;
    for (const { id } of messages) {
      await this.act("delete", { message_id: id });
    }
  }

  chatMenu(anchor) {
    const { blocked, phone, channel } = this.person;
    if (channel) {
      const turn = (inside) => this.run(post(`/control/channels/${this.id}/bot`, { inside }));
      menu(anchor, [
        { label: "Добавить бота администратором", icon: "plus", run: () => turn(true) },
        { label: "Убрать бота из канала", icon: "block", danger: true, run: () => turn(false) },
      ]);
      return;
    }
    menu(anchor, [
      { label: "О человеке", icon: "person", run: () => this.about() },
      { label: "Поделиться контактом", icon: "phone", run: () => this.composer.shareContact() },
      blocked
        ? { label: "Разблокировать бота", icon: "check", run: () => this.act("unblock") }
        : { label: "Заблокировать бота", icon: "block", danger: true, run: () => this.act("block") },
    ].filter((item) => phone || item.icon !== "phone"));
  }

  about() {
    const { name, about, phone, language, username, id, blocked } = this.person;
    const languages = { ru: "русский", kk: "казахский" };
    const facts = [
      ...(about ? [["Кто это", about]] : []),
      ["Телефон", phone || "не указан"], ["Язык", languages[language] ?? language ?? "не указан"],
      ["Имя в Telegram", username ? `@${username}` : "нет"], ["Номер в Telegram", String(id)],
      ["Бот", blocked ? "заблокирован" : "не заблокирован"],
    ];
    modal(name, (close) => [
      el("dl.facts", {}, facts.map(([what, value]) => [el("dt", {}, what), el("dd", {}, value)]).flat()),
      el("div.dialog-row", {},
        el("button.main-btn", { type: "button", autofocus: true, onclick: () => close() }, "Закрыть")),
    ], "narrow");
  }
}

const FOCUSABLE = "button, a[href], tg-spoiler[tabindex]";

const pressKey = (message, button) => `${message.id}:${button.data}`;

const dayLine = (seconds) => el("p.day.small", {}, el("span", {}, day(seconds)));

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { /* a page that is not on localhost may have no clipboard; the text can be selected */ }
}
