import { expect } from "chai";
import fc from "fast-check";
import type { AbiEvent } from "abitype";
import { encodeAbiParameters, encodeEventTopics, decodeEventLog, keccak256, toHex, toEventSelector, getAddress } from "viem";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { eventDecoder } from "../../../src/modules/chain/indexer/decode/event-decoder.ts";
import { eventsOf, layoutOf, topic0Of } from "../../../src/modules/chain/indexer/decode/event-layout.ts";
import { checksumAddress } from "../../../src/modules/chain/indexer/decode/values.ts";
import { batchOf } from "../../../src/modules/chain/indexer/node/scan-logs.ts";

const word = (bytes: number) => fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((value) => toHex(value));

/** Values of a static type, its limits among them. */
function valueOf(type: string): fc.Arbitrary<unknown> {
  if (type === "address") return word(20).map((value) => getAddress(value));
  if (type === "bool") return fc.boolean();
  if (type.startsWith("bytes")) return word(Number(type.slice(5)));
  const bits = Number(type.replace(/\D/g, ""));
  const [min, max] = type.startsWith("u") ? [0n, 2n ** BigInt(bits) - 1n] : [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n];
  return fc.oneof(fc.constantFrom(min, max, 0n, 1n), fc.bigInt({ min, max }));
}

const TYPES = [
  "address",
  "bool",
  "bytes1",
  "bytes20",
  "bytes32",
  "uint8",
  "uint16",
  "uint48",
  "uint56",
  "uint64",
  "uint256",
  "int8",
  "int48",
  "int64",
  "int256",
];
const staticEvent = fc
  .array(fc.record({ type: fc.constantFrom(...TYPES), indexed: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .map((inputs): AbiEvent => {
    let topics = 0;
    return {
      type: "event",
      name: "Happened",
      inputs: inputs.map(({ type, indexed }, index) => ({ name: `value${index}`, type, indexed: indexed && topics++ < 3 })),
    };
  });

function logOf(event: AbiEvent, values: readonly unknown[]) {
  const named = Object.fromEntries(event.inputs.map(({ name }, index) => [name, values[index]]));
  const plain = event.inputs.map((input, index) => [input, values[index]] as const).filter(([{ indexed }]) => !indexed);
  return {
    address: `0x${"11".repeat(20)}`,
    topics: encodeEventTopics({ abi: [event], eventName: event.name, args: named }) as `0x${string}`[],
    data: encodeAbiParameters(
      plain.map(([input]) => input),
      plain.map(([, value]) => value),
    ),
    blockHash: `0x${"22".repeat(32)}`,
    blockNumber: "0x1",
    logIndex: "0x0",
    transactionHash: `0x${"33".repeat(32)}`,
  };
}

/** Our decoder and viem's on the same log. */
function compare(event: AbiEvent, values: readonly unknown[]): void {
  const log = logOf(event, values);
  const theirs = decodeEventLog({ abi: [event], data: log.data, topics: log.topics as [`0x${string}`] }).args;
  expect(eventDecoder(event)(batchOf([log]), 0)).to.deep.equal(theirs);
}

describe("decoding by slices", () => {
  it("answers what viem answers, for every static type at and between its limits", () => {
    const cases = staticEvent.chain((event) => fc.tuple(fc.constant(event), fc.tuple(...event.inputs.map(({ type }) => valueOf(type)))));
    fc.assert(
      fc.property(cases, ([event, values]) => compare(event, values)),
      { numRuns: 400, seed: 11 },
    );
  });

  it("covers every event of the contract with slices, under the topics that viem computes", () => {
    for (const event of eventsOf(supplyChainAbi)) {
      expect(topic0Of(event), event.name).to.equal(toEventSelector(event));
      expect(layoutOf(event), event.name).not.to.equal(null);
    }
  });

  it("leaves events with dynamic inputs to viem, and answers the same", () => {
    const event = {
      type: "event",
      name: "Said",
      inputs: [
        { name: "who", type: "address", indexed: true },
        { name: "what", type: "string" },
        { name: "parts", type: "uint256[]" },
      ],
    } as const;
    expect(layoutOf(event)).to.equal(null);
    fc.assert(
      fc.property(word(20), fc.string(), fc.array(fc.bigInt({ min: 0n, max: 2n ** 200n })), (who, what, parts) =>
        compare(event, [getAddress(who), what, parts]),
      ),
      { numRuns: 50, seed: 12 },
    );
  });

  it("gives the hash of an indexed text, which is all that the log holds", () => {
    const event = { type: "event", name: "Named", inputs: [{ name: "name", type: "string", indexed: true }] } as const;
    expect(eventDecoder(event)(batchOf([logOf(event, ["lettuce"])]), 0)).to.deep.equal({ name: keccak256(toHex("lettuce")) });
  });

  it("takes a log with the same signature and other inputs indexed for another event", () => {
    const event = {
      type: "event",
      name: "Moved",
      inputs: [
        { name: "from", type: "address", indexed: true },
        { name: "to", type: "address", indexed: true },
      ],
    } as const;
    const unindexed = { ...event, inputs: event.inputs.map((input) => ({ ...input, indexed: false })) };
    const log = logOf(unindexed, [`0x${"aa".repeat(20)}`, `0x${"bb".repeat(20)}`]);
    expect(eventDecoder(event)(batchOf([log]), 0)).to.equal(null);
  });

  it("writes addresses in EIP-55 form", () => {
    fc.assert(
      fc.property(word(20), (address) => {
        expect(checksumAddress(address.slice(2))).to.equal(getAddress(address));
      }),
      { numRuns: 200, seed: 13 },
    );
  });
});
