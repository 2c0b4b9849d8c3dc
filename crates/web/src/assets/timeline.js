// Choosing a stretch of time by drawing over the timeline; the address then holds the dates.
const timeline = document.querySelector(".timeline");
const NS = "http://www.w3.org/2000/svg";
const DAY = 86400000;

if (timeline) {
  const [first, last] = [timeline.dataset.first, timeline.dataset.last].map((day) => Date.parse(day) / DAY);
  const room = Math.max(3, Math.floor((last - first) / 50));
  const [left, right] = [8, 992];
  const place = (event) => {
    const box = timeline.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * 1000;
  };
  const day = (x) => {
    const share = Math.max(0, Math.min(1, (x - left) / (right - left)));
    const number = first - room + share * (last - first + 2 * room);
    return new Date(Math.round(number) * DAY).toISOString().slice(0, 10);
  };
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
  timeline.addEventListener("pointerup", (event) => {
    if (!brush) return;
    const to = place(event);
    brush.remove();
    brush = null;
    if (Math.abs(to - from) < 8) return;
    const address = new URL(location.href);
    address.searchParams.set("after", day(Math.min(from, to)));
    address.searchParams.set("before", day(Math.max(from, to)));
    address.searchParams.delete("all");
    address.hash = "";
    location.assign(address);
  });
}
