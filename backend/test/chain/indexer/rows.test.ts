import { expect } from "chai";
import type { AbiEvent } from "abitype";
import fc from "fast-check";
import { encodeAbiParameters, encodeEventTopics } from "viem";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { createDatabase } from "../../../../test/support/postgres.ts";
import { batchOf } from "../../../src/modules/chain/indexer/node/scan-logs.ts";
import { giveBuffer, takeBuffer } from "../../../src/modules/chain/indexer/store/buffer-pool.ts";
import { connect, type FeedConnection } from "../../../src/modules/chain/indexer/store/connection.ts";
import { CopyBuffer } from "../../../src/modules/chain/indexer/store/copy-buffer.ts";
import { LOG_COLUMNS, logRows } from "../../../src/modules/chain/indexer/store/log-rows.ts";
import { generatedTable, snakeCase } from "../../../src/modules/chain/indexer/tables/generated-table.ts";

const CONTRACT = `0x${"11".repeat(20)}` as Address;

describe("rows in binary form", () => {
  let connection: FeedConnection;
  before(async () => {
    const { url } = await createDatabase();
    const opened = await connect(url, "public", { isLeader: false });
    if (!opened) throw new Error("a connection that does not lead is always had");
    connection = opened;
  });
  after(() => connection.close());

  /** What Postgres read out of one row of one column. */
  async function roundTrip(type: string, write: (out: CopyBuffer) => void): Promise<string | null> {
    await connection.query("DROP TABLE IF EXISTS one");
    await connection.query(`CREATE TABLE one (value ${type})`);
    const out = new CopyBuffer();
    out.row(1);
    write(out);
    await connection.copy("one", ["value"], out.finish());
    const [row] = await connection.query<{ value: string | null }[]>("SELECT value::text FROM one");
    return row?.value ?? null;
  }

  it("arrive in Postgres as they were: integers of any size", async () => {
    const values = [
      0n,
      1n,
      9_999n,
      10_000n,
      10_001n,
      99_990_000n,
      2n ** 53n - 1n,
      2n ** 53n,
      2n ** 64n - 1n,
      2n ** 256n - 1n,
      -1n,
      -10_000n,
      -(2n ** 255n),
    ];
    for (const value of [...values, ...fc.sample(fc.bigInt({ min: -(2n ** 255n), max: 2n ** 256n - 1n }), { numRuns: 30, seed: 21 })])
      expect(await roundTrip("numeric", (out) => out.numeric(value)), String(value)).to.equal(String(value));
    for (const value of [0, 1, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1]) {
      expect(await roundTrip("bigint", (out) => out.uint53(value))).to.equal(String(value));
      expect(await roundTrip("bigint", (out) => out.int8(value))).to.equal(String(value));
    }
    expect(await roundTrip("bigint", (out) => out.int8(-5))).to.equal("-5");
    expect(await roundTrip("integer", (out) => out.int4(-2_147_483_648))).to.equal("-2147483648");
  });

  it("arrive in Postgres as they were: texts, bytes, lists of bytes, truth and nothing", async () => {
    for (const text of ["", "salad", "Grüße, 世界 🥬", "a\\b\t\n'"])
      expect(await roundTrip("text", (out) => out.text(text))).to.equal(text);
    expect(await roundTrip("bytea", (out) => out.hex(Buffer.from("xxDEadbeef00"), 2, 5))).to.equal("\\xdeadbeef00");
    expect(await roundTrip("bytea[]", (out) => out.hexArray(Buffer.from("aabbccdd"), [0, 4], 2))).to.equal('{"\\\\xaabb","\\\\xccdd"}');
    expect(await roundTrip("bytea[]", (out) => out.hexArray(Buffer.alloc(0), [], 32))).to.equal("{}");
    expect(await roundTrip("boolean", (out) => out.bool(true))).to.equal("true");
    expect(await roundTrip("jsonb", (out) => out.json({ a: ["ü", 1] }))).to.equal('{"a": ["ü", 1]}');
    expect(await roundTrip("text", (out) => out.null())).to.equal(null);
  });

  it("keep what was written when the buffer grows, and are not touched by what comes after in a buffer that was given back", async () => {
    await connection.query("CREATE TABLE many (number bigint, text text)");
    for (let round = 0; round < 3; round++) {
      const out = new CopyBuffer();
      for (let row = 0; row < 5_000; row++) {
        out.row(2);
        out.uint53(row);
        out.text("x".repeat(row % 90));
      }
      const rows = out.finish();
      await connection.copy("many", ["number", "text"], rows);
      giveBuffer(rows);
    }
    const [sum] = await connection.query<unknown[]>(
      "SELECT count(*)::int AS count, sum(number)::int AS numbers, sum(length(text))::int AS lengths FROM many",
    );
    const once = Array.from({ length: 5_000 }, (_, row) => row);
    expect(sum).to.deep.equal({
      count: 15_000,
      numbers: 3 * once.reduce((all, row) => all + row, 0),
      lengths: 3 * once.reduce((all, row) => all + (row % 90), 0),
    });
    const first = takeBuffer(100_000);
    giveBuffer(first);
    expect(takeBuffer(100_000).buffer).to.equal(first.buffer);
    giveBuffer(Buffer.alloc(100_000));
    expect(takeBuffer(90_000).buffer).not.to.equal(first.buffer);
  });

  it("become the columns that an ABI describes: every type, names that collide, and inputs of dynamic types", async () => {
    const event = (inputs: AbiEvent["inputs"], name = "EverythingHappened"): AbiEvent => ({ type: "event", name, inputs });
    const everything = event([
      { name: "timestamp", type: "uint40" },
      { name: "theActor", type: "address", indexed: true },
      { name: "", type: "bytes4" },
      { name: "isGood", type: "bool" },
      { name: "amount", type: "uint256", indexed: true },
      { name: "change", type: "int64" },
      { name: "small", type: "int16" },
    ]);
    const values = [1_700_000_000, `0x${"ab".repeat(20)}`, "0x01020304", true, 2n ** 200n, -7n, -3];
    expect(await stored(everything, values)).to.deep.equal({
      block_number: "5",
      log_index: 2,
      transaction_hash: Buffer.alloc(32, 0x33),
      timestamp: "99",
      timestamp_: "1700000000",
      the_actor: Buffer.alloc(20, 0xab),
      arg2: Buffer.from([1, 2, 3, 4]),
      is_good: true,
      amount: String(2n ** 200n),
      change: "-7",
      small: "-3",
    });
    const dynamic = event(
      [
        { name: "what", type: "string" },
        { name: "parts", type: "uint256[]" },
      ],
      "Said",
    );
    const row = await stored(dynamic, ["lettuce", [1n, 2n ** 70n]]);
    expect([row?.["what"], row?.["parts"]]).to.deep.equal(["lettuce", ["1", String(2n ** 70n)]]);
  });

  it("stand in tables whose names are words of SQL, or too long for an index's", async () => {
    const inputs = [
      { name: "user", type: "address", indexed: true },
      { name: `anInputWhoseName${"IsLonger".repeat(6)}`, type: "uint32", indexed: true },
    ];
    const event: AbiEvent = { type: "event", name: "Order", inputs };
    const row = await stored(event, [`0x${"ab".repeat(20)}`, 7]);
    expect(row?.["user"]).to.deep.equal(Buffer.alloc(20, 0xab));
    const names = generatedTable(event, CONTRACT).indexes.map(({ name }) => name);
    const made = await connection.query<unknown[]>("SELECT FROM pg_class WHERE relname = ANY($1)", [names]);
    expect([names.length, made.length]).to.deep.equal([3, 3]);
  });

  async function stored(event: AbiEvent, values: readonly unknown[]): Promise<Record<string, unknown> | undefined> {
    const table = generatedTable(event, CONTRACT);
    await connection.query(table.createTable);
    for (const { sql } of table.indexes) await connection.query(sql);
    const named = event.inputs.map((input, index) => ({ ...input, name: input.name || `arg${index}` }));
    const plain = named.map((input, index) => [input, values[index]] as const).filter(([{ indexed }]) => !indexed);
    const log = {
      address: CONTRACT,
      topics: encodeEventTopics({
        abi: [{ ...event, inputs: named }],
        eventName: event.name,
        args: Object.fromEntries(named.map(({ name }, index) => [name, values[index]])),
      }),
      data: encodeAbiParameters(
        plain.map(([input]) => input),
        plain.map(([, value]) => value),
      ),
      blockHash: `0x${"22".repeat(32)}`,
      blockNumber: "0x5",
      blockTimestamp: "0x63",
      logIndex: "0x2",
      transactionHash: `0x${"33".repeat(32)}`,
    };
    const foreign = [
      { ...log, logIndex: "0x3", address: `0x${"99".repeat(20)}` },
      { ...log, logIndex: "0x4", topics: [`0x${"77".repeat(32)}`] },
    ];
    const { copy, count } = table.rowsOf(batchOf([log, ...foreign]));
    expect(count).to.equal(1);
    if (copy) await connection.copy(table.name, table.columns, copy);
    return (await connection.query<Record<string, unknown>[]>(`SELECT * FROM "${table.name}"`))[0];
  }

  it("can be read back as the logs they were made of", async () => {
    await connection.query("CREATE TABLE chain_blocks (number bigint, timestamp bigint)");
    await connection.query(
      "CREATE TABLE chain_logs (block_hash bytea, log_index integer, block_number bigint, address bytea, transaction_hash bytea, topics bytea[], data bytea)",
    );
    await connection.query("INSERT INTO chain_blocks VALUES (1, 11), (2, 22)");
    const logs = Array.from({ length: 40 }, (_, index) => ({
      address: CONTRACT,
      topics: Array.from({ length: index % 5 }, (_unused, topic) => `0x${(index * 7 + topic).toString(16).padStart(64, "0")}`),
      data: `0x${"ef".repeat(index)}`,
      blockHash: `0x${"22".repeat(32)}`,
      blockNumber: index < 20 ? "0x1" : "0x2",
      logIndex: `0x${index.toString(16)}`,
      transactionHash: `0x${index.toString(16).padStart(64, "0")}`,
    }));
    const rows = logRows(batchOf(logs));
    if (rows) await connection.copy("chain_logs", LOG_COLUMNS, rows);
    const read: Buffer[] = [];
    for await (const batch of connection.logs()) {
      const again = logRows(batch);
      if (again) read.push(Buffer.from(again));
    }
    await connection.query("CREATE TABLE again (LIKE chain_logs)");
    for (const part of read) await connection.copy("again", LOG_COLUMNS, part);
    const [difference] = await connection.query<unknown[]>(`SELECT (SELECT count(*) FROM again)::int AS count,
      (SELECT count(*) FROM (SELECT * FROM again EXCEPT SELECT * FROM chain_logs) AS d)::int AS other`);
    expect(difference).to.deep.equal({ count: 40, other: 0 });
  });

  it("stand in tables and columns named in snake_case", () => {
    expect(["EventAnchored", "HTTPServerUp", "id", "theId2", "x-y"].map(snakeCase)).to.deep.equal([
      "event_anchored",
      "http_server_up",
      "id",
      "the_id2",
      "x_y",
    ]);
  });
});
