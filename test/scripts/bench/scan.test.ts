import { expect } from "chai";
import { scanLogs } from "../../../scripts/bench/indexer/ceiling/scan.ts";

describe("the ceiling's scanner", () => {
  const word = (byte: string) => byte.repeat(32);
  const log = {
    address: `0x${"00".repeat(20)}`,
    topics: [`0x${word("ee")}`, `0x${word("11")}`, `0x${"00".repeat(12)}${"22".repeat(20)}`],
    data: `0x${word("33")}${"00".repeat(24)}0000000000000044`,
    blockNumber: "0x1f",
    blockTimestamp: "0x65",
    transactionHash: `0x${word("55")}`,
    logIndex: "0xA",
  };
  const body = (...logs: unknown[]) => Buffer.from(JSON.stringify({ jsonrpc: "2.0", id: 1, result: logs }));

  it("writes the columns of each log as Postgres reads them", () => {
    const { bytes, rows } = scanLogs(body(log, log));
    const row = ["0008", "00000008000000000000001f", "000000040000000a", `00000020${word("11")}`, `00000014${"22".repeat(20)}`];
    row.push(`00000020${word("33")}`, "000000080000000000000044", `00000020${word("55")}`, "000000080000000000000065");
    expect(rows).to.equal(2);
    expect(bytes.subarray(19).toString("hex")).to.equal(`${row.join("").repeat(2)}ffff`);
  });

  it("makes no row of an answer without logs, and throws an answer that is none", () => {
    expect(scanLogs(body()).rows).to.equal(0);
    expect(() => scanLogs(Buffer.from('{"error":{"message":"too many"}}'))).to.throw("too many");
  });
});
