import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { expect } from "chai";
import { encodeErrorResult } from "viem";
import { CHAIN_PROBLEMS } from "../../src/modules/chain/chain.errors.ts";
import { decodeRevert, REVERTS } from "../../src/modules/chain/reverts.ts";
import { word } from "../support/chain-world.ts";

describe("contract reverts", () => {
  it("has a problem for every error of the ABIs and for no other", () => {
    const errors = [...supplyChainAbi, ...carbonTokenAbi, ...accessManagerAbi].flatMap((item) =>
      item.type === "error" ? [item.name] : [],
    );
    expect(Object.keys(REVERTS).sort()).to.deep.equal([...new Set(errors)].sort());
  });

  it("becomes the problem of its error, with the values that the contract gave", () => {
    const data = encodeErrorResult({ abi: supplyChainAbi, errorName: "CustodyAlreadyOpened", args: [word(5)] });
    expect(decodeRevert(data)).to.deep.equal({ problem: CHAIN_PROBLEMS.unitTaken, detail: `CustodyAlreadyOpened(${word(5)})` });
  });

  it("names the errors of the AccessManager, which the contracts pass on", () => {
    const data = encodeErrorResult({ abi: accessManagerAbi, errorName: "AccessManagerNotReady", args: [word(5)] });
    expect(decodeRevert(data)).to.deep.equal({ problem: CHAIN_PROBLEMS.notPermitted, detail: `AccessManagerNotReady(${word(5)})` });
  });

  it("stays a plain revert when its error is not ours, or when there is no data", () => {
    expect(decodeRevert("0x12345678").problem).to.equal(CHAIN_PROBLEMS.reverted);
    expect(decodeRevert("0x").problem).to.equal(CHAIN_PROBLEMS.reverted);
  });
});
