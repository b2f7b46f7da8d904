import { readFileSync } from "node:fs";
import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { RpcError } from "@waybill/protocol/verify/rpc/json-rpc";
import { expect } from "chai";
import { encodeErrorResult, type Abi, type AbiParameter, type Hex } from "viem";
import { contractErrorOf } from "../../src/lib/signing/contract-error.ts";
import { revertDataOf } from "../../src/lib/signing/revert-data.ts";

const WORDS = JSON.parse(readFileSync(new URL("../../src/lib/messages/en/contract.json", import.meta.url), "utf8")) as Record<
  string,
  string
>;
const ABIS: Readonly<Record<string, Abi>> = { SupplyChain: supplyChainAbi, CarbonToken: carbonTokenAbi, AccessManager: accessManagerAbi };
const errorsOf = (abi: Abi) => abi.filter((item) => item.type === "error");

/** A value of a type, for an error that a contract could give. */
function sample({ type }: AbiParameter): unknown {
  if (type === "address") return "0x1111111111111111111111111111111111111111";
  if (type === "string") return "words";
  const bytes = /^bytes(\d+)$/.exec(type)?.[1];
  if (bytes !== undefined) return `0x${"22".repeat(Number(bytes))}`;
  const bits = Number(/^uint(\d+)$/.exec(type)?.[1] ?? expect.fail(`no sample of ${type}`));
  return bits <= 48 ? 7 : 7n;
}

describe("refusals of the contracts", () => {
  for (const [contract, abi] of Object.entries(ABIS))
    for (const error of errorsOf(abi))
      it(`${contract}: ${error.name} is known by its data, and said in plain words`, () => {
        const data = encodeErrorResult({ abi: [error], errorName: error.name, args: error.inputs.map(sample) });
        expect(contractErrorOf(data)).to.deep.equal({
          name: error.name,
          text: `${error.name}(${error.inputs.map((one) => String(sample(one))).join(", ")})`,
        });
        const words = WORDS[`contract.${error.name}`];
        expect(words, "words")
          .to.be.a("string")
          .and.match(/^[A-Z].*\.$/);
        // A name of the source or a selector is no word.
        expect(words).to.not.match(/0x|\b[a-z]+[A-Z]|\b(?!AccessManager)[A-Z][a-z]+[A-Z]/);
      });

  it("have words for no error that no contract has", () => {
    const names = new Set(Object.values(ABIS).flatMap((abi) => errorsOf(abi).map(({ name }) => name)));
    const known = [...names, "Error", "Panic", "unknown"].map((name) => `contract.${name}`);
    expect(Object.keys(WORDS).sort()).to.deep.equal(known.sort());
  });

  it("of Solidity itself are known, too, and those of other contracts are not guessed", () => {
    const reason =
      "0x08c379a0000000000000000000000000000000000000000000000000000000000000002000000000000000000000000000000000000000000000000000000000000000034e6f650000000000000000000000000000000000000000000000000000000000";
    expect(contractErrorOf(reason)?.name).to.equal("Error");
    expect(contractErrorOf(`0x4e487b71${"0".repeat(62)}11`)).to.deep.equal({ name: "Panic", text: "Panic(17)" });
    expect(contractErrorOf("0x12345678")).to.equal(null);
    expect(contractErrorOf("0x")).to.equal(null);
  });

  describe("are found", () => {
    const account = "11".repeat(20).padStart(64, "0");
    const word = `${"0".repeat(63)}1`;
    const data = `0xf07e038f${account}${word}` as Hex;
    for (const [where, error] of [
      ["beside what a node says", new RpcError("execution reverted", 3, data)],
      [
        "one level deeper, as some wallets have it",
        new RpcError("Internal JSON-RPC error.", -32603, { code: 3, data, message: "execution reverted" }),
      ],
      ["in the error that a wallet hands on", { code: -32603, data: { originalError: { data } } }],
      [
        "below what a library wraps around it",
        new Error("outer", { cause: new Error("middle", { cause: new RpcError("reverted", 3, data) }) }),
      ],
      ["among a node's words", new RpcError(`execution reverted: custom error 0xf07e038f: ${account}${word}`, -32000)],
      [
        "among the words of one that cuts nothing",
        new Error(`VM Exception: reverted with an unrecognized custom error (return data: ${data})`),
      ],
    ] as const)
      it(where, () => expect(revertDataOf(error)).to.equal(data));

    for (const [what, error] of [
      ["an address", new Error(`unknown account 0x${"11".repeat(20)}`)],
      ["a hash", new Error(`transaction 0x${"11".repeat(32)} is known`)],
      ["what a wallet says in words", Object.assign(new Error("denied"), { code: 4001, data: "no" })],
      ["nothing", undefined],
    ] as const)
      it(`and not in ${what}`, () => expect(revertDataOf(error)).to.equal(null));

    it("in no error that is its own cause", () => {
      const circular: { cause?: unknown } = {};
      circular.cause = circular;
      expect(revertDataOf(circular)).to.equal(null);
    });
  });
});
