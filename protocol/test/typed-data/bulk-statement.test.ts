import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { hashTypedData } from "viem/utils";
import { keccak } from "../../src/hashing/keccak.ts";
import type { Address, Hex32 } from "../../src/schemas/primitives.ts";
import { bulkDigestOf, bulkPlacesOf, bulkStatementTypedData } from "../../src/typed-data/bulk-statement.ts";
import { contentHashOf, type EventStatementMessage } from "../../src/typed-data/event-statement.ts";

const chain = { chainId: 31337, supplyChain: `0x${"5".repeat(40)}` as Address };
const word = (number: number): Hex32 => keccak(`0x${number.toString(16).padStart(8, "0")}`);

function messages(count: number): EventStatementMessage[] {
  return Array.from({ length: count }, (_, i) => ({
    content: { statement: `Observed ${i}`, eventHash: word(4 * i), contentDigest: word(4 * i + 1), salt: word(4 * i + 2) },
    fieldsRoot: word(4 * i + 3),
  }));
}

function digestOf(all: readonly EventStatementMessage[]): string {
  const { types, ...data } = bulkStatementTypedData(chain, all);
  return hashTypedData({ ...data, types } as unknown as Parameters<typeof hashTypedData>[0]);
}

const hashesOf = ({ content, fieldsRoot }: EventStatementMessage) => ({ contentHash: contentHashOf(content), fieldsRoot });

describe("a signature over many statements", () => {
  it("is for the digest that ethers computes, for every height of the tree", () => {
    for (const count of [1, 2, 3, 5, 8, 9]) {
      const { domain, types, message } = bulkStatementTypedData(chain, messages(count));
      const named = types as unknown as Record<string, { name: string; type: string }[]>;
      expect(TypedDataEncoder.hash({ ...domain }, named, message), String(count)).to.equal(digestOf(messages(count)));
    }
  });

  it("is found again from any one statement and its place", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
        const all = messages(count);
        const places = bulkPlacesOf(all);
        const expected = digestOf(all);
        for (const [i, message] of all.entries()) expect(bulkDigestOf(chain, hashesOf(message), places[i]!)).to.equal(expected);
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it("is not found from another statement, another place, another path or another contract", () => {
    const all = messages(5);
    const [place, next] = bulkPlacesOf(all) as [{ index: number; path: Hex32[] }, { index: number; path: Hex32[] }];
    const [first, second] = all as [EventStatementMessage, EventStatementMessage];
    const wrong = [
      bulkDigestOf(chain, hashesOf(second), place),
      bulkDigestOf(chain, hashesOf(first), next),
      bulkDigestOf(chain, hashesOf(first), { ...place, index: 1 }),
      bulkDigestOf(chain, hashesOf(first), { ...place, path: place.path.slice(0, -1) }),
      bulkDigestOf(chain, hashesOf(first), { ...place, path: [...place.path, word(1)] }),
      bulkDigestOf({ ...chain, chainId: 1 }, hashesOf(first), place),
    ];
    for (const digest of wrong) expect(digest).to.be.a("string").that.does.not.equal(digestOf(all));
    expect(bulkDigestOf(chain, hashesOf(first), { ...place, index: 8 })).to.equal(undefined);
  });

  it("shows the wallet every sentence, and covers 512 at most", () => {
    const text = JSON.stringify(bulkStatementTypedData(chain, messages(7)).message);
    for (const { content } of messages(7)) expect(text).to.include(`"${content.statement}"`);
    expect(bulkPlacesOf(messages(512))[511]?.path).to.have.length(9);
    expect(() => bulkStatementTypedData(chain, messages(513))).to.throw(RangeError, "512");
    expect(() => bulkStatementTypedData(chain, [])).to.throw(RangeError);
  });
});
