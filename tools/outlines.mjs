// Makes crates/web/src/assets/outlines.csv: outlines of states for the map of the desk.
//
// From Natural Earth (public domain), scale 1:110 million, as the npm package `world-atlas` 2
// carries it; states are found by their ISO 3166 number in data/actors/states.csv. Usage:
//   npm install world-atlas@2 topojson-client
//   node tools/outlines.mjs node_modules > crates/web/src/assets/outlines.csv
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const require = createRequire(resolve(process.argv[2] ?? "node_modules", "x.js"));
const { feature } = require("topojson-client");
const world = require("world-atlas/countries-110m.json");

const lines = readFileSync("data/actors/states.csv", "utf8").trim().split("\n").map((line) => line.split(","));
const column = (name) => lines[0].indexOf(name);
const [id, numeric, until] = ["id", "numeric", "until"].map(column);
const states = new Map();
for (const line of lines.slice(1)) {
  if (line[numeric] && !line[until]) states.set(line[numeric].padStart(3, "0"), line[id]);
}

// Tenths of a degree, east and south positive, each point relative to the one before.
const path = (rings) =>
  rings.map((ring) => {
    const points = ring.map(([lon, lat]) => [Math.round(lon * 10), Math.round(-lat * 10)]);
    let [x, y] = points[0];
    let out = `M${x} ${y}l`;
    const steps = [];
    for (const [a, b] of points.slice(1)) {
      if (a === x && b === y) continue;
      steps.push(`${a - x} ${b - y}`);
      [x, y] = [a, b];
    }
    return steps.length < 3 ? "" : `${out}${steps.join(" ")}z`;
  }).join("");

const rows = [];
for (const { id: number, geometry, properties } of feature(world, world.objects.countries).features) {
  if (properties.name === "Antarctica") continue;
  const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
  rows.push([states.get(number) ?? "", path(rings), "Natural Earth (public domain)"]);
}
rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1));
console.log("state,path,credit");
for (const row of rows) console.log(row.join(","));
