// Elements are made from values, never from strings of HTML.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  down: "M6 9l6 6 6-6",
  clip: "M20 11l-8.5 8.5a5 5 0 01-7-7L13 4a3.4 3.4 0 015 5l-8.500 8.500a1.700 1.700 0 01-2.500-2.500L14.500 7.500",
  send: "M4 12l16-8-5 17-4-7zM11 14l9-10",
  mic: "M12 3a3 3 0 013 3v5a3 3 0 01-6 0V6a3 3 0 013-3zM6 11a6 6 0 0012 0M12 17v4",
  sticker: "M5 4h14v9l-6 7H5zM13 20v-7h6M9 9v.01M14 9v.01M9 12.500c.8 1 2 1.200 3 .8",
  keyboard: "M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M18 10v.01M7 14h10",
  slash: "M4 4h16v16H4zM14 8l-4 8",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9v.01",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  phone: "M6 3h4l1.500 5-2.500 2a12 12 0 005 5l2-2.500 5 1.500v4c0 1-1 2-2 2A17 17 0 014 5c0-1 1-2 2-2z",
  edit: "M4 20l1-5L16 4l4 4L9 19z",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  silent: "M6 17V11a6 6 0 0111-3.300M18 12v5H8M10 20h4M4 4l16 16",
  link: "M9 15L19 5M12 5h7v7M10 6H5v13h13v-5",
  place: "M12 21s7-6.500 7-11a7 7 0 00-14 0c0 4.500 7 11 7 11zM12 10v.01",
  person: "M12 4a4 4 0 010 8 4 4 0 010-8zM4 21c0-5 4-7 8-7s8 2 8 7",
  sun: "M12 8a4 4 0 010 8 4 4 0 010-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600L19 19M19 5l-1.400 1.400M6.400 17.600L5 19",
  moon: "M20 14.500A8.500 8.500 0 019.500 4 8.500 8.500 0 1020 14.500z",
  faults: "M13 2L5 14h6l-1 8 9-13h-6z",
  beside: "M4 5h16v14H4zM12 5v14",
  plus: "M12 5v14M5 12h14",
  block: "M12 3a9 9 0 010 18 9 9 0 010-18zM6 6l12 12",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  check: "M5 12l5 5L20 7",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** el("button.wide", {onclick, "aria-label": "…", disabled: true}, "text", child, null) */
export function el(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function iconButton(name, label, onclick, extra = {}) {
  return el("button.icon-btn", {
    type: "button", "aria-label": label, title: label, onclick, ...extra,
  }, icon(name));
}

export function setIcon(button, name, label) {
  button.replaceChildren(icon(name));
  button.setAttribute("aria-label", label);
  button.title = label;
}
