// The server's side: actions by POST, news over a websocket.

export class Refused extends Error {}

// What the server says of it is for who writes a test; here it is said to a person, by the code.
const REFUSALS = {
  no_person: "Этого человека в песочнице больше нет. Обновите страницу.",
  no_message: "Этого сообщения уже нет.",
  not_his_message: "Это сообщение написал другой.",
  nothing_to_send: "Пустое сообщение не отправить.",
  no_phone: "У этого человека нет номера телефона.",
  wrong_album: "В альбоме бывает от 2 до 10 файлов.",
  bot_is_blocked: "Бот заблокирован. Сначала разблокируйте его.",
};

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("Нет связи с песочницей.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(REFUSALS[body.code] ?? `Не получилось: песочница ответила ${response.status}.`);
  }
  return body;
}

export const get = (path) => request(path, { cache: "no-store" });

export const post = (path, body = {}) => request(path, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

export const act = (person, action, body) =>
  post(`/control/people/${person}/${action}`, body);

export function upload(person, kind, files, caption, extra = {}) {
  const form = new FormData();
  form.append("kind", kind);
  if (caption) form.append("caption", caption);
  for (const [name, value] of Object.entries(extra)) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  return request(`/control/people/${person}/upload`, { method: "POST", body: form });
}

export const fileUrl = (fileId) => `/page/file/${encodeURIComponent(fileId)}`;

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8000;

/** Keeps a websocket open for as long as the page lives; a hello after each connection redraws everything. */
export function connect({ onEvent, onLost }) {
  let wait = FIRST_WAIT_MS;
  let timer = 0;

  function open() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/page/ws`);
    socket.addEventListener("message", (event) => {
      const news = JSON.parse(event.data);
      if (news.type === "hello") wait = FIRST_WAIT_MS;
      onEvent(news);
    });
    socket.addEventListener("close", () => {
      onLost();
      // Some spread, so that many open pages do not all knock at the same moment.
      timer = setTimeout(open, wait * (0.8 + Math.random() * 0.4));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
  }

  addEventListener("online", () => {
    if (timer) { clearTimeout(timer); timer = 0; open(); }
  });
  open();
}
