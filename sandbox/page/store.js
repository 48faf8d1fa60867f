// What the server has told, in one place. Views listen; nobody else keeps a copy.

const TYPING_MS = 5500;

const emptyChat = () => ({
  messages: new Map(), keyboard: null, commands: [], typing: null, typingTimer: 0,
  readTo: null, scrollTop: null,
});

const asPeer = ({ id, title, type, members }) =>
  ({ id, name: title, group: true, channel: type === "channel", members });

export class Store extends EventTarget {
  bot = { id: 0, name: "", username: "" };
  people = new Map();
  /** Groups and channels, where several people are; an id of theirs is below zero. */
  groups = new Map();
  chats = new Map();

  chat(id) {
    if (!this.chats.has(id)) this.chats.set(id, emptyChat());
    return this.chats.get(id);
  }

  messages(id) {
    return [...this.chat(id).messages.values()].sort((a, b) => a.id - b.id);
  }

  newest(id) {
    return this.messages(id).at(-1) ?? null;
  }

  unread(id) {
    const chat = this.chat(id);
    let count = 0;
    for (const message of chat.messages.values()) {
      if (!this.isOwn(id, message) && message.id > (chat.readTo ?? 0)) count += 1;
    }
    return count;
  }

  markRead(id) {
    const newest = this.newest(id);
    const chat = this.chat(id);
    const readTo = newest ? newest.id : 0;
    if (chat.readTo === readTo) return;
    chat.readTo = readTo;
    this.tell("people");
  }

  /** Whose chat it is: a person, or a group. */
  peer(id) {
    return this.people.get(id) ?? this.groups.get(id) ?? null;
  }

  /** In a person's own chat; in a group it depends on who looks. */
  isOwn(id, message) {
    return message.from.id === id;
  }

  tell(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  apply(event) {
    const handler = HANDLERS[event.type];
    if (handler) handler(this, event);
  }

  hello({ bot, people, groups = [], chats }) {
    const before = this.chats;
    this.bot = { ...bot, name: bot.name ?? bot.first_name ?? "" };
    this.people = new Map(people.map((person) => [person.id, person]));
    this.groups = new Map(groups.map((group) => [group.id, asPeer(group)]));
    this.chats = new Map();
    for (const { id } of [...people, ...groups]) {
      const given = chats[id] ?? {};
      const chat = this.chat(id);
      for (const message of given.messages ?? []) chat.messages.set(message.id, message);
      chat.keyboard = given.keyboard ?? null;
      chat.commands = given.commands ?? [];
      // What was there when the page was opened counts as read; what came while it was cut off
      // does not, unless the sandbox itself began anew.
      const old = before.get(id);
      const newest = this.newest(id)?.id ?? 0;
      chat.readTo = old ? Math.min(old.readTo ?? 0, newest) : newest;
    }
    this.tell("hello");
    this.tell("people");
  }

  typing(id, action) {
    const chat = this.chat(id);
    clearTimeout(chat.typingTimer);
    chat.typing = action;
    if (action) chat.typingTimer = setTimeout(() => this.typing(id, null), TYPING_MS);
    this.tell("typing", { chat: id });
    this.tell("people");
  }
}

const HANDLERS = {
  hello: (store, event) => store.hello(event),
  message(store, { chat: id, message }) {
    const chat = store.chat(id);
    const known = chat.messages.has(message.id);
    chat.messages.set(message.id, message);
    if (message.from.is_bot && chat.typing) store.typing(id, null);
    store.tell("message", { chat: id, message, known });
    store.tell("people");
  },
  deleted(store, { chat: id, ids }) {
    for (const message of ids) store.chat(id).messages.delete(message);
    store.tell("deleted", { chat: id, ids });
    store.tell("people");
  },
  keyboard(store, { chat: id, keyboard }) {
    store.chat(id).keyboard = keyboard;
    store.tell("keyboard", { chat: id });
  },
  commands(store, { chat: id, commands }) {
    store.chat(id).commands = commands;
    store.tell("commands", { chat: id });
  },
  group(store, { group }) {
    store.groups.set(group.id, asPeer(group));
    store.chat(group.id).readTo ??= 0;
    store.tell("person", { chat: group.id });
    store.tell("people");
  },
  typing: (store, { chat, action }) => store.typing(chat, action),
  person(store, { person }) {
    store.people.set(person.id, person);
    const chat = store.chat(person.id);
    chat.readTo ??= 0;
    store.tell("person", { chat: person.id });
    store.tell("people");
  },
  toast: (store, { chat, text, alert }) => store.tell("toast", { chat, text, alert }),
};
