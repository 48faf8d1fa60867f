"""What can be measured of a page's looks: type sizes, contrast, targets, overflow."""

from typing import Any

from playwright.async_api import Page

READ_PX = 16
SMALL_PX = 13
TARGET_PX = 40
CONTRAST_AA = 4.5

# Colours are read back from a canvas pixel: whatever notation the browser computes them in, this
# gives four bytes. Backgrounds are laid over each other up to the root.
_PROBE = """
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const bytes = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below) => {
    const alpha = top[3] / 255;
    return [0, 1, 2].map((at) => top[at] * alpha + below[at] * (1 - alpha));
  };
  const background = (node) => {
    if (!node) return [255, 255, 255];
    return over(bytes(getComputedStyle(node).backgroundColor), background(node.parentElement));
  };
  const luminance = (colour) => colour
    .map((byte) => byte / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (a, b) => {
    const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const measure = (node, text, pseudo) => {
    const style = getComputedStyle(node, pseudo);
    const behind = background(node);
    return {
      text,
      path: `${node.tagName.toLowerCase()}.${node.className}`,
      px: parseFloat(style.fontSize),
      small: Boolean(node.closest(".small, time, .unread")),
      contrast: ratio(over(bytes(style.color), behind), behind),
    };
  };

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || !node.checkVisibility({ checkVisibilityCSS: true })) continue;
    if (node.closest("tg-spoiler:not(.shown), noscript, option")) continue;
    texts.push(measure(node, text, null));
  }
  for (const field of document.querySelectorAll("textarea, input[placeholder]")) {
    if (!field.checkVisibility()) continue;
    texts.push(measure(field, `value of ${field.name || "textarea"}`, null));
    texts.push(measure(field, field.placeholder, "::placeholder"));
  }

  const targets = [];
  for (const node of document.querySelectorAll("button, select, textarea, input, a")) {
    if (!node.checkVisibility({ checkVisibilityCSS: true })) continue;
    if (node.closest(".text, .toast")) continue;
    const box = (node.closest("label") ?? node).getBoundingClientRect();
    targets.push({
      text: node.getAttribute("aria-label") ?? node.textContent,
      width: box.width, height: box.height,
    });
  }

  const nameless = [...document.querySelectorAll("button, a, input, textarea, select")]
    .filter((node) => node.checkVisibility())
    .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
    .map((node) => node.outerHTML.slice(0, 80));

  const wide = [...document.querySelectorAll("*")]
    .filter((node) => /auto|scroll/.test(getComputedStyle(node).overflowX))
    .filter((node) => node.scrollWidth > node.clientWidth + 1);
  // What hangs over the edge is cut off rather than scrolled to, so it is looked for by place.
  const cut = [...document.querySelectorAll("body *:not(svg, svg *)")]
    .filter((node) => node.checkVisibility())
    .filter((node) => {
      const { left, right, width } = node.getBoundingClientRect();
      const chat = node.closest(".chat")?.getBoundingClientRect();
      const [from, to] = chat ? [chat.left, Math.min(chat.right, innerWidth)] : [0, innerWidth];
      return width > 0 && (right > to + 1 || left < from - 1);
    });
  return {
    texts, targets, nameless,
    cut: cut.map((node) => `${node.tagName}.${node.className}`),
    overflow: document.documentElement.scrollWidth - innerWidth,
    sideways: wide.map((node) => `${node.tagName}.${node.className}`),
  };
}
"""


async def complaints(page: Page) -> list[str]:
    """What is too small, too pale, too wide or without a name on what is now seen."""
    seen: dict[str, Any] = await page.evaluate(_PROBE)
    found = [f"no accessible name: {node}" for node in seen["nameless"]]
    found += [f"scrolls sideways: {node}" for node in seen["sideways"]]
    found += [f"over the edge: {node}" for node in seen["cut"]]
    if seen["overflow"] > 0:
        found.append(f"the page is {seen['overflow']} px too wide")
    for text in seen["texts"]:
        least = SMALL_PX if text["small"] else READ_PX
        if text["px"] < least:
            found.append(f"{text['px']} px: {text['path']} {text['text']!r}")
        if text["contrast"] < CONTRAST_AA:
            found.append(f"contrast {text['contrast']:.2f}: {text['path']} {text['text']!r}")
    found += [
        f"{target['width']:.0f}×{target['height']:.0f} px target: {target['text']!r}"
        for target in seen["targets"]
        if min(target["width"], target["height"]) < TARGET_PX
    ]
    return found
