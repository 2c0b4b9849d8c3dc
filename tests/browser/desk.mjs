// Drives the Accounts desk in headless Chromium: every page at two widths and in the dark, with
// axe; cell to sentence; keys alone; review with undo; search; no script of a document.
//
//   node tests/browser/desk.mjs CHANCERY [SCREENSHOTS]
//
// CHANCERY is the program. Needs Node 20, Chromium (CHROMIUM, or `chromium` in the path) and the
// npm packages playwright-core and axe-core, found from NODE_MODULES or the folder at hand.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { served } from "./server.mjs";

const [program, pictures] = process.argv.slice(2);
const require = createRequire(resolve(process.env.NODE_MODULES ?? ".", "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const folder = mkdtempSync(join(tmpdir(), "desk-"));
const dataset = join(folder, "desk.db");
const build = () =>
  execFileSync(resolve(program), ["build", join(root, "examples/caspian"), "--into", dataset, "--quiet"]);
build();
const { base, stop } = await served(resolve(program), dataset, "--review", "--analyst", "Nora");

let passed = 0;
const failed = [];
const demand = (what, holds, told = "") => {
  if (holds) passed += 1;
  else failed.push(`${what} ${told}`);
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  const rows = async (path) => (await (await fetch(base + path)).json()).rows;
  const first = async (path, column) => encodeURIComponent((await rows(path))[0][column]);
  const pair = (await rows("/dyads.json"))[0];
  const pages = {
    accounts: "/accounts",
    incidents: "/incidents",
    incident: `/incidents/${await first("/incidents.json", "id")}`,
    events: "/events",
    event: `/events/${await first("/events.json", "id")}`,
    documents: "/documents",
    document: `/documents/${await first("/documents.json", "id")}?layers=events,actors,speakers,dates,places`,
    search: "/search?q=embassy",
    actors: "/actors",
    actor: `/actors/${await first("/actors.json", "id")}`,
    dyads: "/dyads",
    dyad: `/dyads/${pair.first}/${pair.second}`,
    network: "/network",
    map: "/map",
    forecasts: "/forecasts",
    codebook: "/codebook",
    rule: `/codebook/rules/${await first("/codebook.json", "id")}`,
    findings: "/findings",
    decisions: "/decisions",
    review: "/review",
    help: "/help",
    missing: "/nowhere",
  };
  if (pictures) mkdirSync(pictures, { recursive: true });
  for (const [width, colorScheme] of [[1280, "light"], [390, "light"], [1280, "dark"]]) {
    // axe is put in from outside, which the policy rightly forbids to everybody else.
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    // The dark colours are the same everywhere: a few pages have them all.
    const dark = ["accounts", "incident", "event", "document", "map", "review"];
    for (const [name, path] of Object.entries(pages)) {
      if (colorScheme === "dark" && !dark.includes(name)) continue;
      await page.goto(base + path);
      if (pictures) await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      demand(`${name} fits ${width} pixels`, over <= 0, `by ${over}`);
      await page.addScriptTag({ content: axe });
      const found = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run();
        return violations.map(({ impact, id, nodes }) => `${impact} ${id} ${nodes[0].target}`);
      });
      const serious = found.filter((one) => /^(serious|critical)/.test(one));
      demand(`${name} at ${width} ${colorScheme}: axe finds nothing serious`, serious.length === 0, serious.join("; "));
    }
    await context.close();
  }
  if (pictures) {
    const context = await browser.newContext({ viewport: { width: 800, height: 1100 }, colorScheme: "dark" });
    const page = await context.newPage();
    await page.emulateMedia({ media: "print" });
    for (const name of ["accounts", "incident", "document", "map"]) {
      await page.goto(base + pages[name]);
      await page.screenshot({ path: join(pictures, `${name}-print.png`), fullPage: true });
    }
    await context.close();
  }

  // With the policy in force from here on.
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));

  await page.goto(`${base}/`);
  demand("the first screen has a matrix", (await page.locator(".matrix td").count()) > 5);
  demand("the first screen has a timeline", (await page.locator(".timeline a").count()) > 0);
  const cell = page.locator(".matrix a.value").first();
  const words = (await cell.innerText()).trim();
  await cell.click();
  demand("a cell opens its document at the words", (await page.locator("#here").count()) === 1, words);
  demand("the words are in sight", await page.locator("#here").isVisible());

  await page.goto(`${base}/accounts`);
  await page.keyboard.press("/");
  await page.keyboard.type("embassy type:ASSAULT");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search/);
  demand("search finds passages", (await page.locator(".passages > li").count()) > 0);
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.waitForURL(/incidents/);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/incidents\/I-/);
  demand("keys alone lead to an incident", (await page.locator(".matrix").count()) === 1);
  await page.keyboard.press("?");
  await page.waitForURL(/help/);

  const decisions = async () => (await rows("/decisions.json")).map((row) => row.kind).join(" ");
  await page.goto(`${base}/review`);
  const before = await page.locator(".review .told").innerText();
  // A key that sends a decision leads to another page.
  const pressed = (key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  await pressed("a");
  demand("a accepts", (await decisions()) === "accept");
  demand("and goes on", (await page.locator(".review .told").innerText()) !== before);
  await pressed("x");
  demand("x rejects", (await decisions()) === "accept reject", await decisions());
  await pressed("u");
  demand("u takes the last one back", (await decisions()) === "accept reject withdraw", await decisions());
  const at = new URL(page.url()).searchParams.get("event");
  await pressed("Space");
  demand("space puts an event off", (await decisions()).endsWith("later"), await decisions());
  await page.goto(`${base}/review?event=${at}`);
  await page.keyboard.press("c");
  const codes = page.locator("select[data-key=c]");
  demand("c leads to the codes", await codes.evaluate((one) => one === document.activeElement));
  const now = await codes.inputValue();
  const other = await codes.locator("option").evaluateAll((all, now) => all.map((one) => one.value).find((one) => one && one !== now), now);
  await codes.selectOption(other);
  await page.keyboard.press("Tab");
  await page.keyboard.type("read again");
  await pressed("Enter");
  await page.locator(".known strong", { hasText: other }).waitFor();
  await page.keyboard.press("d");
  const date = page.locator("input[data-key=d]");
  demand("d leads to the date", await date.evaluate((one) => one === document.activeElement));
  await date.fill("2031-02-03");
  await pressed("Enter");
  await page.locator(".known strong", { hasText: "2031-02-03" }).waitFor();
  if (pictures) await page.screenshot({ path: join(pictures, "review-amended.png"), fullPage: true });
  const made = (await rows("/decisions.json")).slice(-2);
  demand("code and date are rows with who, when and why",
    made[0].kind === "code" && made[0].value === other && made[0].by === "Nora" && made[0].reason === "read again" &&
    made[1].kind === "date" && made[1].value === "2031-02-03" && !Number.isNaN(Date.parse(made[1].at)), JSON.stringify(made));
  await page.keyboard.press("d");
  await date.fill("not a date");
  await pressed("Enter");
  await page.locator("h1", { hasText: "This cannot be asked" }).waitFor();
  errors.splice(0); // the refusal is told on the console, as it should be
  const lines = (await (await fetch(`${base}/decisions.jsonl`)).text()).trim().split("\n").map((line) => JSON.parse(line));
  demand("the export tells the same", lines.at(-1).value === "2031-02-03" && lines.at(-1).by === "Nora", JSON.stringify(lines.at(-1)));
  build();
  const rebuilt = (await rows("/events.json")).find((row) => row.id === at);
  demand("the next build replays code and date",
    rebuilt?.action === other.split(" ")[0] && rebuilt?.date === "2031-02-03", JSON.stringify(rebuilt));
  await page.goto(`${base}/review?event=${at}`);
  await pressed("u");
  build();
  const undone = (await rows("/events.json")).find((row) => row.id === at);
  demand("undo takes the date alone back",
    undone?.action === other.split(" ")[0] && undone?.date !== "2031-02-03", JSON.stringify(undone));
  await page.goto(`${base}/review?event=${at}`);
  await page.keyboard.press("q");
  await page.waitForURL(/documents\/D-/);
  demand("q shows the sentence", (await page.locator("#here").count()) === 1);

  // A stretch of time: drawn over, by key, and the whole again.
  await page.goto(`${base}/accounts`);
  const strip = page.locator(".timeline");
  const marks = () => page.locator(".timeline a").count();
  const all = await marks();
  const box = await strip.boundingBox();
  const free = await page.evaluate(({ x, y, width, height }) => {
    // A height at which no mark lies under either end of the stroke.
    for (let down = 4; down < height; down += 3) {
      const hits = [0.3, 0.6].map((share) => document.elementFromPoint(x + share * width, y + down)?.closest("a"));
      if (hits.every((hit) => !hit)) return y + down;
    }
    return y + 4;
  }, box);
  await page.mouse.move(box.x + 0.3 * box.width, free);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.5 * box.width, free, { steps: 4 });
  demand("the stroke is seen", (await page.locator(".timeline .brush").count()) === 1);
  await page.mouse.move(box.x + 0.6 * box.width, free, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/after=.*before=/);
  const drawn = new URL(page.url()).searchParams;
  const days = (searched) => (Date.parse(searched.get("before")) - Date.parse(searched.get("after"))) / 86400000;
  demand("drawing over the timeline shows that stretch", days(drawn) > 0 && (await page.locator("h1").count()) === 1, page.url());
  if (pictures) await page.screenshot({ path: join(pictures, "timeline-brushed.png") });
  const wide = days(drawn);
  await page.keyboard.press("+");
  await page.waitForURL((url) => url.searchParams.get("after") !== drawn.get("after") || url.searchParams.get("before") !== drawn.get("before"));
  const near = days(new URL(page.url()).searchParams);
  demand("+ goes closer", near < wide, `${near} of ${wide} days`);
  await page.goBack();
  await page.locator(".timeline").waitFor();
  await page.keyboard.press("-");
  await page.waitForURL((url) => days(url.searchParams) > wide);
  await page.locator(".timeline").waitFor();
  await page.keyboard.press("0");
  await page.waitForURL((url) => !url.searchParams.has("after"));
  demand("0 shows the whole again", (await marks()) === all, `${await marks()} of ${all}`);
  demand("nothing is refused by the policy or fails", errors.length === 0, errors.join("; "));

  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(`${base}/`);
  await plain.locator(".incidents a").nth(1).click();
  demand("without scripts the next incident is a click away", plain.url().includes("incident="));
} finally {
  await browser.close();
  demand("told to stop, the server ends well", (await stop()) === 0);
  rmSync(folder, { recursive: true, force: true });
}
for (const one of failed) console.error(`failed: ${one}`);
console.log(`browser: ${passed} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);
