// Keys on every page. Without this file everything is still a link or a form.
const isTyping = (target) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");

const rows = () => [...document.querySelectorAll(".incidents > li, .sheet tbody tr, .passages > li")];
let current = -1;

const choose = (step) => {
  const all = rows();
  if (!all.length) return;
  all[current]?.classList.remove("current");
  current = Math.max(0, Math.min(all.length - 1, current + step));
  all[current].classList.add("current");
  all[current].scrollIntoView({ block: "nearest" });
  all[current].querySelector("a")?.focus({ preventScroll: true });
};

const alongTimeline = (step) => {
  const marks = [...document.querySelectorAll(".timeline a")];
  if (!marks.length) return;
  const at = marks.indexOf(document.activeElement);
  const chosen = marks.findIndex((mark) => mark.hasAttribute("aria-current"));
  const next = at >= 0 ? at + step : Math.max(chosen, 0);
  marks[Math.max(0, Math.min(marks.length - 1, next))].focus();
};

let leading = false;
document.addEventListener("keydown", (press) => {
  if (press.ctrlKey || press.metaKey || press.altKey) return;
  if (isTyping(press.target)) {
    if (press.key === "Escape") press.target.blur();
    return;
  }
  if (leading) {
    leading = false;
    document.querySelector(`nav [data-key="${CSS.escape(press.key)}"]`)?.click();
    return;
  }
  // Space presses the button or link that has the focus.
  if (press.key === " " && press.target.closest("button, a, summary")) return;
  // What a page offers under a key of its own comes first.
  const offered = document.querySelector(`main [data-key="${CSS.escape(press.key)}"]`);
  if (offered) {
    press.preventDefault();
    if (offered.matches("input, select")) offered.focus();
    else offered.click();
    return;
  }
  const keys = {
    "/": () => document.getElementById("search")?.focus(),
    "?": () => document.querySelector(".bar .help")?.click(),
    g: () => { leading = true; },
    j: () => choose(1),
    k: () => choose(-1),
    ArrowLeft: () => alongTimeline(-1),
    ArrowRight: () => alongTimeline(1),
  };
  // Arrows belong to whatever scrolls, unless the timeline has the focus or nothing has.
  const free = document.activeElement === document.body || document.activeElement?.closest(".timeline");
  if (press.key.startsWith("Arrow") && !free) return;
  const deed = keys[press.key];
  if (deed) {
    press.preventDefault();
    deed();
  }
});
