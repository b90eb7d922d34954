// The same visits in PouchDB, pulled from and pushed to a server that speaks CouchDB's protocol: what CHT stands on. Bytes
// are those of the sockets, HTTP heads included.
import express from "express";
import expressPouch from "express-pouchdb";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import PouchDB from "pouchdb";

const [LEADER, DAY] = [1500, 20];
const OFFICE = Number(process.argv[2] ?? 110000);
const folder = fs.mkdtempSync(path.join(process.argv[3] ?? os.tmpdir(), "pouch-"));

// splitmix64, as the others draw (visits.rs).
let state = 7n;
const mask = (1n << 64n) - 1n;
function draw() {
  state = (state + 0x9e3779b97f4a7c15n) & mask;
  let z = state;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
  return z ^ (z >> 31n);
}
const NOTES = [
  "反映三楼堆物，已劝说。", "老人独居，燃气报警器已检查。", "楼道灯坏了，已报修。",
  "不在家，留了便条。", "租客换了人，登记电话待补。", "加装电梯同意，意见已记。",
];
const hex = (n) => n.toString(16).padStart(16, "0");
function visit(n) {
  const _id = hex(draw()) + hex(draw());
  const outcome = ["home", "not_home", "refused", "moved"][Number(draw() % 4n)];
  const mode = ["door", "downstairs", "phone"][Number(draw() % 3n)];
  const one = {
    _id, household: hex(BigInt(n % 24)) + hex(7n), outcome, mode,
    at: 1795394400000 + n * 30000, by: "5".padStart(32, "0"),
  };
  if (n % 2 === 0) one.note = NOTES[Number(draw() % BigInt(NOTES.length))];
  return one;
}
const all = Array.from({ length: OFFICE + DAY + 200 }, (_, n) => visit(n));

let up = 0;
let down = 0;
const app = express();
const Server = PouchDB.defaults({ prefix: path.join(folder, "server") + path.sep });
fs.mkdirSync(path.join(folder, "server"));
app.use("/", expressPouch(Server, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: path.join(folder, "log") }));
const server = app.listen(0, "127.0.0.1");
server.on("connection", (socket) => socket.on("close", () => { up += socket.bytesRead; down += socket.bytesWritten; }));
await new Promise((done) => server.once("listening", done));
const url = (name) => `http://127.0.0.1:${server.address().port}/${name}`;

async function counted(work) {
  await new Promise((done) => setTimeout(done, 200));
  server.closeIdleConnections();
  await new Promise((done) => setTimeout(done, 200));
  [up, down] = [0, 0];
  const begun = performance.now();
  await work();
  const ms = performance.now() - begun;
  server.closeIdleConnections();
  await new Promise((done) => setTimeout(done, 300));
  return { ms, bytes: up + down };
}

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const phone = new PouchDB(path.join(folder, "phone"));
await phone.bulkDocs(all.slice(0, LEADER));
await phone.sync(url("leader"));
const saves = [];
for (const one of all.slice(LEADER, LEADER + 200)) {
  const begun = performance.now();
  await phone.put(one);
  saves.push(performance.now() - begun);
}
await phone.sync(url("leader"));
for (const one of all.slice(LEADER + 200, LEADER + 200 + DAY)) await phone.put(one);
const day = await counted(() => phone.sync(url("leader")));
const idle = await counted(() => phone.sync(url("leader")));

const office = new Server("office");
for (let n = 0; n < OFFICE; n += 5000) await office.bulkDocs(all.slice(n, Math.min(n + 5000, OFFICE)));
const desk = new PouchDB(path.join(folder, "desk"));
const first = await counted(() => desk.replicate.from(url("office"), { batch_size: 1000 }));
const { doc_count: held } = await desk.info();
if (held !== OFFICE) throw new Error(`${held} of ${OFFICE}`);
const size = (at) => fs.readdirSync(at, { withFileTypes: true })
  .reduce((sum, e) => sum + (e.isDirectory() ? size(path.join(at, e.name)) : fs.statSync(path.join(at, e.name)).size), 0);
await desk.close();
console.log(JSON.stringify({
  peer: "pouchdb", records: OFFICE, save_ms: median(saves), day_bytes: day.bytes, idle_bytes: idle.bytes,
  first_sync_s: first.ms / 1e3, first_sync_bytes: first.bytes, stored_bytes: size(path.join(folder, "desk")),
  memory_mb: process.memoryUsage().rss / 1048576,
}));
fs.rmSync(folder, { recursive: true });
process.exit(0);
