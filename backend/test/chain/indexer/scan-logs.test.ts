import { expect } from "chai";
import fc from "fast-check";
import { CELL, cellOf, hashOf, hexAt, joinBatches, type LogBatch } from "../../../src/modules/chain/indexer/node/log-batch.ts";
import { batchOf, scanLogs } from "../../../src/modules/chain/indexer/node/scan-logs.ts";

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => `0x${Buffer.from(value).toString("hex")}`);
const quantity = (max: number) => fc.integer({ min: 0, max }).map((value) => `0x${value.toString(16)}`);

/** A log as nodes write it, with members of their own between ours. */
const rpcLog = fc.record({
  address: hex(20),
  topics: fc.array(hex(32), { maxLength: 4 }),
  data: fc.integer({ min: 0, max: 9 }).chain((words) => hex(32 * words)),
  blockHash: hex(32),
  blockNumber: quantity(2 ** 31),
  blockTimestamp: fc.option(quantity(2 ** 34), { nil: undefined }),
  transactionHash: hex(32),
  transactionIndex: quantity(500),
  logIndex: quantity(5_000),
  removed: fc.boolean(),
  l1BatchNumber: fc.option(quantity(99), { nil: null }),
});
type RpcLog = typeof rpcLog extends fc.Arbitrary<infer Log> ? Log : never;

/** What the batch must hold, by the long way. */
function expected(logs: readonly RpcLog[]): string[] {
  const byPlace = new Map<string, RpcLog>();
  const placeOf = (log: RpcLog) => [Number(log.blockNumber), Number(log.logIndex)] as const;
  for (const log of logs) {
    const place = placeOf(log).join(":");
    if (!log.removed && !byPlace.has(place)) byPlace.set(place, log);
  }
  return [...byPlace.values()]
    .sort((one, other) => placeOf(one)[0] - placeOf(other)[0] || placeOf(one)[1] - placeOf(other)[1])
    .map((log) =>
      JSON.stringify([
        ...placeOf(log),
        log.blockTimestamp && Number(log.blockTimestamp) > 0 ? Number(log.blockTimestamp) : -1,
        log.blockHash,
        log.transactionHash,
        log.address,
        log.topics,
        log.data,
      ]),
    );
}

function held(batch: LogBatch): string[] {
  return Array.from({ length: batch.count }, (_, log) =>
    JSON.stringify([
      cellOf(batch, log, CELL.blockNumber),
      cellOf(batch, log, CELL.logIndex),
      cellOf(batch, log, CELL.timestamp),
      hashOf(batch, log, CELL.blockHash),
      hashOf(batch, log, CELL.transactionHash),
      hexAt(batch, cellOf(batch, log, CELL.address), 20),
      Array.from({ length: cellOf(batch, log, CELL.topicCount) }, (_, topic) =>
        hexAt(batch, batch.cells[log * 13 + CELL.topics + topic]!, 32),
      ),
      hexAt(batch, cellOf(batch, log, CELL.data), cellOf(batch, log, CELL.dataBytes)),
    ]),
  );
}

const answerOf = (logs: readonly object[], space?: number) =>
  Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 7, result: logs }, null, space));
const shuffled = fc.array(rpcLog, { maxLength: 20 }).chain((logs) => fc.shuffledSubarray([...logs, ...logs.slice(0, 3)], { minLength: 0 }));

describe("reading logs without making objects", () => {
  it("gives what JSON.parse gives, in chain order and each once, whatever order and repetitions the node chose", () => {
    fc.assert(
      fc.property(shuffled, (logs) => {
        expect(held(scanLogs(answerOf(logs)))).to.deep.equal(expected(logs));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("reads members in any order", () => {
    fc.assert(
      fc.property(rpcLog, fc.nat(), (log, turn) => {
        const members = Object.entries(log).filter(([, value]) => value !== undefined);
        const turned = Object.fromEntries(members.map((_, index) => members[(index + turn) % members.length]!));
        expect(held(scanLogs(answerOf([turned])))).to.deep.equal(expected([log]));
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  it("reads answers with white space and with nested members, the long way round", () => {
    fc.assert(
      fc.property(fc.array(rpcLog, { maxLength: 5 }), (logs) => {
        expect(held(scanLogs(answerOf(logs, 2)))).to.deep.equal(expected(logs));
        const nested = logs.map((log) => ({ extra: { data: "0x", list: [{ topics: [] }] }, ...log }));
        expect(held(scanLogs(answerOf(nested)))).to.deep.equal(expected(logs));
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it("leaves out logs that are not mined", () => {
    const [log] = fc.sample(rpcLog, { numRuns: 1, seed: 4 });
    expect(scanLogs(answerOf([{ ...log, removed: false, blockHash: null, blockNumber: null, logIndex: null }])).count).to.equal(0);
  });

  it("refuses an answer that holds no list of logs", () => {
    for (const text of ['{"result":null}', '{"result":{}}', "{}", '{"result":['])
      expect(() => scanLogs(Buffer.from(text)), text).to.throw();
  });

  it("joins batches of consecutive blocks into one", () => {
    const logs = fc
      .sample(rpcLog, { numRuns: 6, seed: 5 })
      .map((log, index) => ({ ...log, removed: false, blockNumber: `0x${(index + 1).toString(16)}` }));
    const joined = joinBatches([batchOf(logs.slice(0, 2)), batchOf([]), batchOf(logs.slice(2))]);
    expect(held(joined)).to.deep.equal(expected(logs));
  });
});
