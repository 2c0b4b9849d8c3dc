// Drives the Accounts desk in headless Chromium: every page at two widths and in the dark, with
// axe; cell to sentence; keys alone; review with undo; search; no script of a document.
//
//   node tests/browser/desk.mjs CHANCERY [SCREENSHOTS]
//
// CHANCERY is the program. Needs Node 20, Chromium (CHROMIUM, or `chromium` in the path) and the
// npm packages playwright-core and axe-core, found from NODE_MODULES or the folder at hand.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [program, pictures] = process.argv.slice(2);
const require = createRequire(resolve(process.env.NODE_MODULES ?? ".", "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

const folder = mkdtempSync(join(tmpdir(), "desk-"));
const dataset = join(folder, "desk.db");
execFileSync(resolve(program), ["build", join(root, "examples/caspian"), "--into", dataset, "--quiet"]);
const server = spawn(resolve(program), ["serve", dataset, "--port", "0", "--review"]);
const base = await new Promise((found) => {
  let told = "";
  server.stdout.on("data", (bytes) => {
    told += bytes;
    const address = told.match(/http:\/\/127\.0\.0\.1:\d+/);
    if (address) found(address[0]);
  });
});

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
  await page.keyboard.press("a");
  await page.waitForURL(/event=/);
  demand("a accepts", (await decisions()) === "accept");
  demand("and goes on", (await page.locator(".review .told").innerText()) !== before);
  await page.keyboard.press("x");
  await page.waitForTimeout(800);
  demand("x rejects", (await decisions()) === "accept reject", await decisions());
  await page.keyboard.press("u");
  await page.waitForTimeout(800);
  demand("u takes the last one back", (await decisions()) === "accept reject withdraw", await decisions());
  await page.keyboard.press("q");
  await page.waitForURL(/documents\/D-/);
  demand("q shows the sentence", (await page.locator("#here").count()) === 1);
  demand("nothing is refused by the policy or fails", errors.length === 0, errors.join("; "));

  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(`${base}/`);
  await plain.locator(".incidents a").nth(1).click();
  demand("without scripts the next incident is a click away", plain.url().includes("incident="));
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await new Promise((ended) => server.on("exit", ended));
  rmSync(folder, { recursive: true, force: true });
}
for (const one of failed) console.error(`failed: ${one}`);
console.log(`browser: ${passed} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);
