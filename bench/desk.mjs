// Reads the Accounts desk with many readers at once and prints latencies:
//   node bench/desk.mjs CHANCERY DATASET [READERS=50] [SECONDS=60]
// One line of CSV with its header: what bench/record/desk.csv holds. Needs Node 20.
import { readFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { cpus } from "node:os";
import { served } from "../tests/browser/server.mjs";

const [program, dataset, readers = "50", seconds = "60"] = process.argv.slice(2);
const started = performance.now();
const { server, base, stop } = await served(program, dataset);
const agent = new Agent({ keepAlive: true, maxSockets: Number(readers) });
const ask = (path) =>
  new Promise((answered, failed) => {
    const begun = performance.now();
    get(base + path, { agent }, (reply) => {
      const parts = [];
      reply.on("data", (part) => parts.push(part));
      reply.on("end", () =>
        answered({ status: reply.statusCode, time: performance.now() - begun, body: Buffer.concat(parts) }));
    }).on("error", failed);
  });

await ask("/");
const ready = performance.now() - started;
// Resident memory of the server in MiB, where the system tells it.
const memory = () => {
  try {
    const line = readFileSync(`/proc/${server.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/);
    return Math.round(Number(line[1]) / 1024);
  } catch {
    return "";
  }
};
const memory_start = memory();
const alone = [];
for (let i = 0; i < 10; i += 1) alone.push((await ask("/")).time);
const rows = async (path) => JSON.parse((await ask(path)).body).rows;
const incidents = await rows("/incidents.json?limit=200");
const events = await rows("/events.json?limit=200");
const all = await rows("/documents.json");
const total = all.length;
const documents = all.slice(0, 200);
const pick = (all, n) => all[n % all.length].id;
const paths = (n) => [
  "/", `/incidents/${pick(incidents, n)}`, `/events/${pick(events, n)}`, `/documents/${pick(documents, n)}`,
  "/incidents", "/documents", "/search?q=minister&limit=100", "/dyads", "/forecasts", "/codebook",
];
// Each page once by a lone reader, before anything is kept of it.
const cold = [];
for (const path of paths(0)) cold.push((await ask(path)).time);
const times = [];
const firsts = [];
let errors = 0;
const end = performance.now() + Number(seconds) * 1000;
const read = async (reader) => {
  for (let n = reader; performance.now() < end; n += 1) {
    const all = paths(n);
    const path = all[n % all.length];
    try {
      const { status, time } = await ask(path);
      times.push(time);
      if (path === "/") firsts.push(time);
      if (status !== 200) errors += 1;
    } catch {
      errors += 1;
    }
  }
};
await Promise.all(Array.from({ length: Number(readers) }, (_, reader) => read(reader)));
const memory_end = memory();
await stop();
const at = (all, share) => {
  const sorted = [...all].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0);
};
console.log("date,profile,machine,cores,documents,readers,seconds,requests,errors,ready_ms,first_alone_p50_ms,p50_ms,p95_ms,p99_ms,first_p95_ms,cold_p50_ms,cold_max_ms,mib_at_start,mib_at_end");
console.log([
  new Date().toISOString().slice(0, 10), program.includes("release") ? "release" : "dev", `"${cpus()[0].model.trim()}"`, cpus().length, total, readers, seconds, times.length, errors,
  ready.toFixed(0), at(alone, 0.5), at(times, 0.5), at(times, 0.95), at(times, 0.99), at(firsts, 0.95), at(cold, 0.5), at(cold, 1), memory_start, memory_end,
].join(","));
agent.destroy();
