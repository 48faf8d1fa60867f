// Dark and light: the system's choice until the person makes his own, which is kept.

import { setIcon } from "./dom.js";

const KEY = "sandbox.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const stored = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;  // a browser that keeps nothing still shows the page
  }
};

export function theme(button) {
  let chosen = stored();

  const isDark = () => (chosen ? chosen === "dark" : system.matches);
  const show = () => {
    if (chosen) document.documentElement.dataset.theme = chosen;
    setIcon(button, isDark() ? "sun" : "moon", isDark() ? "Светлое оформление" : "Тёмное оформление");
  };

  button.addEventListener("click", () => {
    chosen = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(KEY, chosen);
    } catch { /* see above */ }
    show();
  });
  system.addEventListener("change", show);
  show();
}
