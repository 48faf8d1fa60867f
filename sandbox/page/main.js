// Puts the page together: news in, people on the left, open chats on the right.

import { connect } from "./api.js";
import { Column } from "./column.js";
import { icon } from "./dom.js";
import { learn, openFaults } from "./faults.js";
import { addPerson, peopleList } from "./people.js";
import { Store } from "./store.js";
import { theme } from "./theme.js";

const COLUMN_PX = 360;
const byId = (id) => document.getElementById(id);
const phone = matchMedia("(max-width: 699px)");
const several = matchMedia("(min-width: 900px)");

const store = new Store();
const chats = byId("chats");
const empty = byId("empty");

/** Open chats from left to right, and the order in which they were last used. */
let open = [];
let used = [];
const columns = new Map();
let greeted = false;

const drawPeople = peopleList(store, byId("people"), {
  opened: () => (phone.matches ? [] : shownIds()),
  onOpen: (id) => show(id),
  onBeside: (id) => show(id, { beside: true }),
});

function capacity() {
  if (!several.matches) return 1;
  return Math.max(2, Math.floor(chats.clientWidth / COLUMN_PX));
}

/** Those most recently used, as many as there is room for. */
function shownIds() {
  const room = capacity();
  const kept = new Set(used.filter((id) => open.includes(id)).slice(0, room));
  return open.filter((id) => kept.has(id));
}

function show(id, { beside = false } = {}) {
  if (open.includes(id)) {
    // Already there: it only comes forward.
  } else if (beside && several.matches) {
    open = [...shownIds().slice(0, capacity()), id];
  } else {
    // The chat used last gives its place, the others stay.
    const place = open.indexOf(used[0]);
    open = place < 0 ? [id] : open.map((other, at) => (at === place ? id : other));
  }
  touch(id);
  while (open.length > capacity()) open = open.filter((other) => other !== used.findLast((old) => open.includes(old)));
  settle({ push: phone.matches });
  columns.get(id)?.toEnd();
  if (!phone.matches) columns.get(id)?.composer.input.focus({ preventScroll: true });
}

function touch(id) {
  used = [id, ...used.filter((other) => other !== id)];
}

function hide(id) {
  open = open.filter((other) => other !== id);
  settle();
}

/** The address holds what is open, so that it survives a reload and «назад» leads to the list. */
function settle({ push = false } = {}) {
  const hash = open.length ? `#${open.join(",")}` : "";
  if (location.hash !== hash) {
    history[push ? "pushState" : "replaceState"](null, "", hash || location.pathname);
  }
  draw();
}

function fromAddress() {
  open = location.hash.slice(1).split(",").map(Number).filter((id) => store.peer(id));
  used = [...open, ...used.filter((id) => !open.includes(id))];
  draw();
}

function draw() {
  for (const [id, column] of columns) {
    if (!open.includes(id)) { column.destroy(); columns.delete(id); }
  }
  const shown = shownIds();
  for (const id of open) {
    if (!columns.has(id)) columns.set(id, makeColumn(id));
    const column = columns.get(id);
    column.node.hidden = !shown.includes(id);
  }
  // Only what is out of place is moved: moving a node loses its scroll and its focus.
  open.forEach((id, at) => {
    const { node } = columns.get(id);
    if (chats.children[at] !== node) chats.insertBefore(node, chats.children[at] ?? null);
  });
  empty.hidden = open.length > 0;
  document.body.classList.toggle("in-chat", open.length > 0);
  document.body.classList.toggle("several", shown.length > 1);
  for (const id of shown) columns.get(id).read();
  drawPeople();
}

function makeColumn(id) {
  const column = new Column(store, id, {
    onBack: () => goBack(id),
    onClose: () => hide(id),
    isRead: (chat) => shownIds().includes(chat) && document.visibilityState === "visible",
  });
  column.node.addEventListener("focusin", () => touch(id));
  column.node.addEventListener("pointerdown", () => touch(id));
  return column;
}

function goBack(id) {
  hide(id);
  byId("people").querySelector("button")?.focus({ preventScroll: true });
}

store.addEventListener("hello", () => {
  byId("bot-name").textContent = store.bot.name || "Песочница";
  byId("bot-sub").textContent = `@${store.bot.username} · песочница`;
  if (greeted) {
    open = open.filter((id) => store.peer(id));
    for (const id of open) columns.get(id)?.redraw();
    settle();
  } else {
    greeted = true;
    fromAddress();
  }
});

addEventListener("hashchange", fromAddress);
addEventListener("popstate", fromAddress);
addEventListener("resize", draw);
document.addEventListener("visibilitychange", draw);

byId("add-person").prepend(icon("plus"));
byId("add-person").addEventListener("click", async () => {
  const id = await addPerson();
  if (id === undefined) return;
  if (store.people.has(id)) { show(id); return; }
  const known = () => {
    if (!store.people.has(id)) return;
    store.removeEventListener("people", known);
    show(id);
  };
  store.addEventListener("people", known);
});

const faults = byId("faults");
const markFaults = (on) => {
  faults.classList.toggle("on", on);
  faults.setAttribute("aria-label", on ? "Помехи включены" : "Помехи");
  faults.title = on ? "Помехи включены" : "Помехи";
};
faults.append(icon("faults"));
faults.addEventListener("click", () => openFaults(markFaults));

theme(byId("theme"));

connect({
  onEvent(event) {
    if (event.type === "hello") {
      byId("offline").hidden = true;
      learn(markFaults);
    }
    store.apply(event);
  },
  onLost() { byId("offline").hidden = false; },
});
