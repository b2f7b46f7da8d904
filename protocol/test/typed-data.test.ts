import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData } from "viem/utils";
import { closeTypedData, handoverManyTypedData, handoverTypedData, openTypedData, rejectTypedData } from "../src/typed-data/custody.ts";
import { contentHashOf, eventStatementTypedData, statementDigestOf } from "../src/typed-data/event-statement.ts";
import { registrationTypedData } from "../src/typed-data/registration.ts";
import type { Address, Hex32 } from "../src/schemas/primitives.ts";

const word = (digit: string) => `0x${digit.repeat(64)}` as Hex32;
const account = (digit: string) => `0x${digit.repeat(40)}` as Address;
const chain = { chainId: 31337, supplyChain: account("5") };
const deadline = 1_900_000_000;
const handover = { unit: word("1"), from: account("2"), to: account("3"), seq: 4, docHash: word("6"), deadline };
const content = { statement: "Observed “é”", eventHash: word("1"), contentDigest: word("2"), salt: word("3") };

const all = {
  EventStatement: eventStatementTypedData(chain, { content, fieldsRoot: word("4") }),
  Open: openTypedData(chain, { unit: word("1"), holder: account("2"), docHash: word("3"), deadline }),
  Handover: handoverTypedData(chain, handover),
  HandoverMany: handoverManyTypedData(chain, { unitsHash: word("1"), from: account("2"), to: account("3"), docHash: word("6"), deadline }),
  Reject: rejectTypedData(chain, { ...handover, reasonHash: word("7") }),
  Close: closeTypedData(chain, { unit: word("1"), holder: account("2"), seq: 4, docHash: word("3"), deadline }),
  Registration: registrationTypedData(chain, { profile: { account: account("2"), name: "Farm" }, roles: 3, nonce: word("1") }),
};

describe("typed data", () => {
  for (const [name, data] of Object.entries(all)) {
    it(`${name} has the digest that ethers computes`, () => {
      const types = data.types as unknown as Record<string, { name: string; type: string }[]>;
      const expected = TypedDataEncoder.hash({ ...data.domain }, types, data.message as Record<string, unknown>);
      expect(hashTypedData(data as Parameters<typeof hashTypedData>[0])).to.equal(expected);
    });
  }

  it("gives the digest of a statement from its hashes alone", () => {
    const digest = statementDigestOf(chain, { contentHash: contentHashOf(content), fieldsRoot: word("4") });
    expect(digest).to.equal(hashTypedData(all.EventStatement));
  });

  it("binds every signature to chain and contract", () => {
    const elsewhere = [
      { ...chain, chainId: 1 },
      { ...chain, supplyChain: account("9") },
    ].map((other) => hashTypedData(handoverTypedData(other, handover)));
    expect(new Set([hashTypedData(all.Handover), ...elsewhere]).size).to.equal(3);
  });

  it("binds a handover to each of its fields", () => {
    const changed = [
      { ...handover, unit: word("9") },
      { ...handover, from: account("9") },
      { ...handover, to: account("9") },
      { ...handover, seq: 5 },
      { ...handover, docHash: word("9") },
      { ...handover, deadline: deadline + 1 },
    ].map((message) => hashTypedData(handoverTypedData(chain, message)));
    expect(new Set([hashTypedData(all.Handover), ...changed]).size).to.equal(7);
  });

  it("writes an absent GLN as empty text in a registration", () => {
    expect(all.Registration.message.gln).to.equal("");
  });
});
