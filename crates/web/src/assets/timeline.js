// Choosing a stretch of time by drawing over the timeline or by key; the address then holds the dates.
const timeline = document.querySelector(".timeline");
const NS = "http://www.w3.org/2000/svg";
const DAY = 86400000;

if (timeline) {
  const [first, last] = [timeline.dataset.first, timeline.dataset.last].map((day) => Date.parse(day) / DAY);
  const room = Math.max(3, Math.floor((last - first) / 50));
  const [left, right] = [8, 992];
  const place = (event) => {
    const box = timeline.getBoundingClientRect();
    return Math.max(left, Math.min(right, ((event.clientX - box.left) / box.width) * 1000));
  };
  const day = (x) => {
    const share = Math.max(-1, Math.min(2, (x - left) / (right - left)));
    const number = first - room + share * (last - first + 2 * room);
    return new Date(Math.round(number) * DAY).toISOString().slice(0, 10);
  };
  const show = (one, other) => {
    const address = new URL(location.href);
    address.searchParams.set("after", day(Math.min(one, other)));
    address.searchParams.set("before", day(Math.max(one, other)));
    address.searchParams.delete("all");
    address.hash = "";
    location.assign(address);
  };

  // Keys: closer and wider around the mark with the focus, else around the chosen one or the middle.
  const middle = () => {
    const focused = document.activeElement?.closest(".timeline a");
    const mark = focused ?? timeline.querySelector("a[aria-current]");
    if (!mark) return 500;
    const box = mark.getBBox();
    return Math.max(left, Math.min(right, box.x + box.width / 2));
  };
  const zoom = (share) => {
    const half = ((right - left) * share) / 2;
    show(middle() - half, middle() + half);
  };
  document.addEventListener("keydown", (press) => {
    if (press.ctrlKey || press.metaKey || press.altKey || press.target.closest("input, textarea, select")) return;
    if (press.key === "+" || press.key === "=") zoom(0.5);
    else if (press.key === "-") zoom(2);
    else if (press.key === "0") {
      const address = new URL(location.href);
      ["after", "before"].forEach((name) => address.searchParams.delete(name));
      address.hash = "";
      location.assign(address);
    } else return;
    press.preventDefault();
  });

  let from = null;
  let brush = null;
  timeline.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("a")) return;
    from = place(event);
    brush = document.createElementNS(NS, "rect");
    brush.setAttribute("class", "brush");
    brush.setAttribute("y", "0");
    brush.setAttribute("height", "100%");
    timeline.append(brush);
    timeline.setPointerCapture(event.pointerId);
  });
  timeline.addEventListener("pointermove", (event) => {
    if (!brush) return;
    const to = place(event);
    brush.setAttribute("x", Math.min(from, to));
    brush.setAttribute("width", Math.abs(to - from));
  });
  timeline.addEventListener("pointercancel", () => {
    brush?.remove();
    brush = null;
  });
  timeline.addEventListener("pointerup", (event) => {
    if (!brush) return;
    const to = place(event);
    brush.remove();
    brush = null;
    if (Math.abs(to - from) < 8) return;
    show(from, to);
  });
}
