// «Помехи»: what may go wrong in Telegram, for the whole sandbox.

import { get, post } from "./api.js";
import { modal } from "./dialogs.js";
import { el } from "./dom.js";

const KINDS = [
  ["429", "просит подождать (429)"],
  ["500", "внутренняя ошибка (500)"],
  ["502", "плохой шлюз (502)"],
  ["cut_before", "связь рвётся до того, как вызов исполнен"],
  ["cut_after", "связь рвётся, когда вызов уже исполнен"],
  ["stall", "долго молчит"],
];
const DEFAULT_KINDS = KINDS.map(([kind]) => kind);

const current = { rate: 0, kinds: [...DEFAULT_KINDS], down: false, limits: true, seed: 1 };

export async function learn(onChange) {
  try {
    const { faults, limits } = await get("/control/state");
    Object.assign(current, { rate: faults.rate, kinds: faults.kinds, down: faults.down, limits });
  } catch { /* the hello will come again, and this with it */ }
  onChange(isOn());
}

const isOn = () => current.down || current.rate > 0;

const toggle = (label, checked, name) => el("label.check", {},
  el("input", { type: "checkbox", name, ...(checked ? { checked: true } : {}) }), label);

export async function openFaults(onChange) {
  await learn(onChange);
  await modal("Помехи", (close) => {
    const problem = el("p.problem", { role: "alert" });
    const percent = Math.round(current.rate * 100);
    const said = el("output", { for: "fault-rate" }, `${percent} %`);
    const rate = el("input", {
      id: "fault-rate", type: "range", min: "0", max: "50", step: "5", value: String(percent),
      oninput: () => { said.textContent = `${rate.value} %`; },
    });
    const kinds = KINDS.map(([kind, label]) => toggle(label, current.kinds.includes(kind), kind));
    const down = toggle("Telegram не отвечает совсем", current.down, "down");
    const limits = toggle("Ограничивать частоту, как Telegram", current.limits, "limits");
    const isChecked = (label) => label.querySelector("input").checked;

    const save = async (wanted) => {
      problem.textContent = "";
      try {
        // A rate and an outage are told apart: each call of the server's carries one of them.
        await post("/control/faults", { rate: wanted.rate, kinds: wanted.kinds, seed: current.seed });
        if (wanted.down !== current.down) await post("/control/faults", { down: wanted.down });
        if (wanted.limits !== current.limits) await post("/control/limits", { enabled: wanted.limits });
      } catch (error) {
        problem.textContent = error.message;
        return;
      }
      Object.assign(current, wanted);
      onChange(isOn());
      close();
    };
    const apply = (event) => {
      event.preventDefault();
      const chosen = KINDS.map(([kind]) => kind).filter((_, at) => isChecked(kinds[at]));
      save({
        rate: Number(rate.value) / 100, kinds: chosen.length ? chosen : DEFAULT_KINDS,
        down: isChecked(down), limits: isChecked(limits),
      });
    };
    return el("form.form", { onsubmit: apply },
      el("p.dialog-text", {}, "Проверьте, как бот ведёт себя, когда Telegram подводит. Действует на всю песочницу."),
      down,
      el("label.rate", { for: "fault-rate" }, "Доля вызовов с ошибкой", said), rate,
      el("fieldset", {}, el("legend", {}, "Какие ошибки"), kinds),
      limits, problem,
      el("div.dialog-row", {},
        el("button.plain-btn", {
          type: "button", onclick: () => save({ ...current, rate: 0, down: false }),
        }, "Без помех"),
        el("button.main-btn", { type: "submit", autofocus: true }, "Применить")));
  }, "drawer");
}
