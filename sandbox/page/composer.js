// What a person says with: text, files, voice, sticker, contact, commands, the bot's own keyboard.

import { confirmBox, menu } from "./dialogs.js";
import { el, icon, iconButton, setIcon } from "./dom.js";
import { size } from "./text.js";

const RECORDED_SECONDS = 3;
const ALBUM_LIMIT = 10;

/** chat: {person(), data(), act(action, body), upload(…), lastOwnText()}; the last three tell whether it went well. */
export class Composer {
  files = [];
  editing = null;
  draft = "";
  keyboardOpen = true;

  constructor(chat) {
    this.chat = chat;
    this.node = el("div.compose-area", {},
      this.panel = el("div.panel", { hidden: true }),
      this.editBar = el("div.edit-bar", { hidden: true }),
      this.tray = el("div.tray", { hidden: true }),
      this.start = el("button.main-btn.start", { type: "button", hidden: true, onclick: () => this.say("/start") }, "Начать"),
      this.unblock = el("button.main-btn.start", {
        type: "button", hidden: true, onclick: () => chat.act("unblock"),
      }, "Разблокировать бота"),
      this.form = this.makeForm(),
      this.keyboard = el("div.reply-keyboard", { role: "group", "aria-label": "Клавиатура бота", hidden: true }));
    this.refresh();
  }

  makeForm() {
    this.input = el("textarea", {
      rows: "1", "aria-label": "Сообщение", placeholder: "Сообщение", enterkeyhint: "send",
      autocomplete: "off", dir: "auto",
      oninput: () => this.onInput(), onkeydown: (event) => this.onKey(event),
      onpaste: (event) => this.onPaste(event),
    });
    this.photoPicker = this.picker("image/*", true);
    this.filePicker = this.picker(null, false);
    const attach = iconButton("clip", "Прикрепить", () => menu(attach, [
      { label: "Фотографии", icon: "photo", run: () => this.photoPicker.click() },
      { label: "Файлы", icon: "file", run: () => this.filePicker.click() },
      { label: "Голосовое сообщение", icon: "mic", run: () => this.voice() },
      { label: "Видеосообщение", icon: "play", run: () => this.round() },
      { label: "Стикер", icon: "sticker", run: () => this.sticker() },
      { label: "Поделиться контактом", icon: "phone", run: () => this.shareContact() },
    ]), { "aria-haspopup": "menu" });
    this.commandsButton = iconButton("slash", "Команды бота", () => this.toggleCommands());
    this.stickerButton = iconButton("sticker", "Отправить стикер", () => this.sticker());
    this.keyboardButton = iconButton("keyboard", "Клавиатура бота", () => {
      this.keyboardOpen = !this.keyboardOpen;
      this.refresh();
    });
    this.voiceButton = iconButton("mic", "Отправить голосовое сообщение", () => this.voice());
    this.sendButton = el("button.icon-btn.send", { type: "submit", "aria-label": "Отправить", title: "Отправить" }, icon("send"));
    this.stickerButton.classList.add("roomy");
    this.commandsButton.classList.add("commands");
    return el("form.composer", { onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      attach, this.photoPicker, this.filePicker, this.commandsButton, this.input,
      this.stickerButton, this.keyboardButton, this.voiceButton, this.sendButton);
  }

  picker(accept, asPhoto) {
    const input = el("input", {
      type: "file", multiple: true, accept, hidden: true, tabindex: "-1",
      "aria-label": asPhoto ? "Выбрать фотографии" : "Выбрать файлы",
      onchange: () => { this.addFiles([...input.files], asPhoto); input.value = ""; },
    });
    return input;
  }

  /** Draws everything that depends on the chat's state. */
  refresh() {
    const { blocked, group } = this.chat.person();
    const { keyboard, messages, commands } = this.chat.data();
    const fresh = messages.size === 0;
    this.unblock.hidden = !blocked;
    this.start.hidden = blocked || group || !fresh;
    this.form.hidden = blocked;
    this.keyboardButton.hidden = !keyboard;
    this.commandsButton.hidden = !commands.length;
    this.keyboard.hidden = blocked || !keyboard || !this.keyboardOpen;
    setIcon(this.keyboardButton, this.keyboardOpen ? "down" : "keyboard",
      this.keyboardOpen ? "Скрыть клавиатуру бота" : "Показать клавиатуру бота");
    this.keyboardButton.setAttribute("aria-expanded", String(this.keyboardOpen));
    this.input.placeholder = keyboard?.placeholder || "Сообщение";
    this.drawKeyboard(keyboard);
    this.drawTray();
    this.onInput();
  }

  onKeyboard() {
    this.keyboardOpen = true;
    this.refresh();
  }

  drawKeyboard(keyboard) {
    // Drawn only when it is another one: a key that is being pressed must stay where it is.
    if (keyboard === this.drawnKeyboard) return;
    this.drawnKeyboard = keyboard;
    const rows = (keyboard?.rows ?? []).map((row) => el("div.buttons-row", {},
      row.map((button) => el("button.key", {
        type: "button",
        onclick: () => this.pressKey(button, keyboard),
      }, button.request_contact ? icon("phone") : null, el("span", {}, button.text)))));
    this.keyboard.replaceChildren(...rows);
  }

  pressKey(button, { one_time: oneTime }) {
    if (oneTime) { this.keyboardOpen = false; this.refresh(); }
    if (button.request_contact) this.shareContact();
    else this.say(button.text);
  }

  onInput() {
    const { input } = this;
    const something = Boolean(input.value.trim() || this.files.length || this.editing);
    this.form.classList.toggle("filled", something);
    this.sendButton.hidden = !something;
    this.voiceButton.hidden = something;
    // Measured last: the buttons that came or went have changed the width.
    input.style.height = "auto";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight + 2}px`;
    this.suggestCommands();
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.editing || !this.panel.hidden)) {
      event.stopPropagation();
      if (this.editing) this.stopEditing();
      this.panel.hidden = true;
    } else if (event.key === "ArrowUp" && !this.input.value && !this.editing) {
      const message = this.chat.lastOwnText();
      if (message) { event.preventDefault(); this.edit(message); }
    }
  }

  onPaste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.addFiles(files, true);
  }

  // Text.

  async submit() {
    const text = this.input.value.trim();
    this.panel.hidden = true;
    if (this.editing) { await this.saveEdit(text); return; }
    if (this.files.length) { await this.sendFiles(text); return; }
    if (!text) return;
    this.input.value = "";
    this.onInput();
    if (!await this.say(text) && !this.input.value) {
      this.input.value = text;
      this.onInput();
    }
  }

  say(text) {
    this.panel.hidden = true;
    return this.chat.act("send", { text });
  }

  edit(message) {
    if (!this.editing) this.draft = this.input.value;
    this.editing = message;
    this.editBar.replaceChildren(icon("edit"),
      el("div.edit-what", {}, el("b", {}, "Изменить сообщение"), el("span.line", {}, message.text)),
      iconButton("close", "Не изменять", () => this.stopEditing()));
    this.editBar.hidden = false;
    this.input.value = message.text;
    setIcon(this.sendButton, "check", "Сохранить");
    this.onInput();
    this.input.focus();
  }

  stopEditing() {
    this.editing = null;
    this.editBar.hidden = true;
    this.input.value = this.draft;
    this.draft = "";
    setIcon(this.sendButton, "send", "Отправить");
    this.onInput();
    this.input.focus();
  }

  async saveEdit(text) {
    const message = this.editing;
    if (text === message.text || !text) { this.stopEditing(); return; }
    const done = await this.chat.act("edit", { message_id: message.id, text });
    if (done && this.editing === message) this.stopEditing();
  }

  // Files.

  addFiles(files, asPhoto) {
    for (const file of files) {
      this.files.push({
        file, url: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
        photo: asPhoto && file.type.startsWith("image/"),
      });
    }
    this.drawTray();
    this.onInput();
    this.input.focus();
  }

  drawTray() {
    this.tray.hidden = !this.files.length;
    if (!this.files.length) { this.tray.replaceChildren(); return; }
    const images = this.files.filter(({ url }) => url);
    const whole = images.length ? el("label.check", {},
      el("input", {
        type: "checkbox", ...(images.every(({ photo }) => !photo) ? { checked: true } : {}),
        onchange: (event) => { for (const item of images) item.photo = !event.target.checked; this.drawTray(); },
      }), "Отправить файлом, без сжатия") : null;
    this.tray.replaceChildren(
      el("ul.tray-list", {}, this.files.map((item) => this.chip(item))), ...(whole ? [whole] : []));
  }

  chip(item) {
    return el("li.chip", {},
      item.url ? el("img", { src: item.url, alt: "" }) : icon("file"),
      el("span.chip-text", {}, el("span.line", {}, item.file.name),
        el("span.small", {}, `${item.photo ? "фото" : "файл"} · ${size(item.file.size)}`)),
      iconButton("close", `Убрать ${item.file.name}`, () => {
        this.files = this.files.filter((other) => other !== item);
        if (item.url) URL.revokeObjectURL(item.url);
        this.drawTray();
        this.onInput();
      }));
  }

  async sendFiles(caption) {
    const files = this.files;
    this.files = [];
    this.input.value = "";
    this.drawTray();
    this.onInput();
    let rest = caption;
    for (const kind of ["photo", "document"]) {
      const chosen = files.filter(({ photo }) => photo === (kind === "photo")).map(({ file }) => file);
      for (let at = 0; at < chosen.length; at += ALBUM_LIMIT) {
        const part = chosen.slice(at, at + ALBUM_LIMIT);
        await this.chat.upload(kind, part, rest);
        rest = "";
      }
    }
    for (const { url } of files) if (url) URL.revokeObjectURL(url);
  }

  // Everything else.

  async voice() {
    await this.recorded("voice", "voice.ogg", "audio/ogg");
  }

  async round() {
    await this.recorded("video_note", "round.mp4", "video/mp4");
  }

  async recorded(kind, name, type) {
    const response = await fetch(`/page/${name}`);
    const file = new File([await response.blob()], name, { type });
    await this.chat.upload(kind, [file], "", { duration: RECORDED_SECONDS });
  }

  async sticker() {
    await this.chat.act("sticker");
  }

  async shareContact() {
    const { phone } = this.chat.person();
    const text = phone ? `Бот получит номер ${phone}.` : "Бот получит номер телефона этого человека.";
    if (await confirmBox("Поделиться контактом?", text, "Поделиться")) {
      await this.chat.act("contact");
    }
  }

  // Commands.

  toggleCommands() {
    if (this.panel.hidden) this.showCommands("");
    else this.panel.hidden = true;
    if (!this.panel.hidden) this.panel.querySelector("button")?.focus();
  }

  suggestCommands() {
    const { value } = this.input;
    if (/^\/\w*$/.test(value)) this.showCommands(value.slice(1));
    else if (value) this.panel.hidden = true;
  }

  showCommands(prefix) {
    const all = this.chat.data().commands;
    const found = all.filter(({ command }) => command.startsWith(prefix));
    this.panel.hidden = prefix !== "" && !found.length;
    this.panel.replaceChildren(...(found.length
      ? found.map(({ command, description }) => el("button.command-row", {
        type: "button",
        onclick: () => { this.input.value = ""; this.onInput(); this.panel.hidden = true; this.say(`/${command}`); },
      }, el("b", {}, `/${command}`), el("span", {}, description)))
      : [el("p.hint", {}, "Бот не объявил ни одной команды.")]));
  }
}
