import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData } from "viem/utils";
import type { LinkDraft } from "../src/schemas/api/resolver.ts";
import type { Address, Hex32 } from "../src/schemas/primitives.ts";
import { linkEndTypedData, linkTypedData } from "../src/typed-data/link.ts";

const word = (digit: string) => `0x${digit.repeat(64)}` as Hex32;
const account = (digit: string) => `0x${digit.repeat(40)}` as Address;
const chain = { chainId: 31337, supplyChain: account("5") };
const link: LinkDraft = {
  identifier: "https://id.gs1.org/01/09506000134352",
  type: "pip",
  href: "https://brand.example/",
  title: "Product information",
  validBy: "sale",
  from: 1_800_000_000,
};
const signing = { account: account("2"), salt: word("1") };
const end = linkEndTypedData(chain, { id: word("1"), href: link.href }, { at: 1_900_000_000, account: account("2") });

describe("typed data of links", () => {
  it("have the digests that ethers computes", () => {
    for (const data of [linkTypedData(chain, link, signing), end]) {
      const types = data.types as unknown as Record<string, { name: string; type: string }[]>;
      const expected = TypedDataEncoder.hash({ ...data.domain }, types, data.message as Record<string, unknown>);
      expect(hashTypedData(data as Parameters<typeof hashTypedData>[0])).to.equal(expected);
    }
  });

  it("bind every field of a link, and who sets it", () => {
    const changed: LinkDraft[] = [
      link,
      { ...link, identifier: `${link.identifier}/10/A` },
      { ...link, type: "support" },
      { ...link, href: "https://elsewhere.example/" },
      { ...link, title: "Other" },
      { ...link, language: "en" },
      { ...link, mediaType: "text/html" },
      { ...link, validBy: "calendar" },
      { ...link, from: 1 },
      { ...link, until: 2_000_000_000 },
      { ...link, replaces: word("7") },
    ];
    const digests = changed.map((one) => hashTypedData(linkTypedData(chain, one, signing)));
    const others = [
      { ...signing, account: account("9") },
      { ...signing, salt: word("9") },
    ].map((one) => hashTypedData(linkTypedData(chain, link, one)));
    expect(new Set([...digests, ...others]).size).to.equal(changed.length + 2);
  });
});
