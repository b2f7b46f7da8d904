// The ceiling: the least work that turns eth_getLogs into committed rows, from Node. No reorgs, no proof: a bound, not a product.
import { createServer } from "node:http";
import { Client } from "pg";
import { ask } from "./node.ts";
import { scanLogs, type Payload } from "./scan.ts";
import { copyRows, CREATE, FINISH } from "./table.ts";

/** What one answer should hold: large enough that calls cost nothing, small enough to overlap with the writing. */
const TARGET_LOGS = 5_000;
const FIRST_BLOCKS = 25;
const MOST_BLOCKS = 10_000;
const IN_FLIGHT = 3;

const { RPC_URL = "", RPC_WS_URL = "", ADDRESS, TOPIC, FROM_BLOCK, PORT, DATABASE_URL } = process.env;
const client = new Client({ connectionString: DATABASE_URL });
let isReady = false;

createServer((_, response) => response.writeHead(isReady ? 200 : 503).end()).listen(Number(PORT), "127.0.0.1");
await client.connect();
await client.query(CREATE.replace("$1", String(Number(FROM_BLOCK) - 1)));
const { number, is_complete } = (await client.query<{ number: string; is_complete: boolean }>("SELECT * FROM position")).rows[0]!;
const head = Number((JSON.parse((await ask(RPC_URL, "eth_blockNumber", [])).toString()) as { result: string }).result);
await backfill(Number(number) + 1, head);
if (!is_complete) await client.query(FINISH);
isReady = true;
follow(head);

async function logs(from: number, to: number): Promise<Payload> {
  const filter = { address: ADDRESS, topics: [TOPIC], fromBlock: `0x${from.toString(16)}`, toBlock: `0x${to.toString(16)}` };
  return scanLogs(await ask(RPC_URL, "eth_getLogs", [filter]));
}

async function write({ bytes, rows }: Payload, to: number): Promise<void> {
  await client.query("BEGIN");
  if (rows > 0) await copyRows(client, bytes);
  await client.query(`UPDATE position SET number = ${to}; COMMIT`);
}

/** Reads ahead of one writer; the ranges follow how dense the logs are. */
async function backfill(from: number, to: number): Promise<void> {
  const waiting: { from: number; to: number; payload: Promise<Payload> }[] = [];
  let next = from;
  let blocks = FIRST_BLOCKS;
  const readOn = () => {
    if (next > to) return;
    const range = { from: next, to: Math.min(to, next + blocks - 1) };
    next = range.to + 1;
    waiting.push({ ...range, payload: logs(range.from, range.to) });
  };
  for (let count = 0; count < IN_FLIGHT; count++) readOn();
  let writing = Promise.resolve();
  for (let range = waiting.shift(); range; range = waiting.shift()) {
    const payload = await range.payload;
    const width = range.to - range.from + 1;
    blocks = Math.min(MOST_BLOCKS, width * 4, Math.max(1, Math.round((width * TARGET_LOGS) / Math.max(1, payload.rows))));
    await writing;
    readOn();
    writing = write(payload, range.to);
  }
  await writing;
}

/** Each new head brings its logs, one head after another. */
function follow(from: number): void {
  let last = from;
  let work = Promise.resolve();
  const socket = new WebSocket(RPC_WS_URL);
  socket.onopen = () => socket.send('{"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}');
  socket.onmessage = ({ data }) => {
    const { params } = JSON.parse(String(data)) as { params?: { result: { number: string } } };
    if (params) work = work.then(() => takeUpTo(Number(params.result.number)));
  };
  async function takeUpTo(newest: number): Promise<void> {
    if (newest <= last) return;
    await write(await logs(last + 1, newest), newest);
    last = newest;
  }
}
