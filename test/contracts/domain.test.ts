import { expect } from "chai";
import { TypedDataEncoder, type TypedDataField } from "ethers";
import { readFile } from "node:fs/promises";
import { fixtures, word } from "./support/fixture.ts";
import { domainFor, NEVER, TYPES, type Primary } from "./support/signing.ts";
import { networkHelpers } from "./support/network.ts";

const { loadFixture } = networkHelpers;

describe("the EIP-712 domain", () => {
  it("is told by ERC-5267 as the protocol package has it", async () => {
    const { chain } = await loadFixture(fixtures.SupplyChain);
    const domain = await domainFor(chain);
    const told = await chain.eip712Domain();
    expect(told.fields).to.equal("0x0f");
    expect([told.name, told.version, Number(told.chainId), told.verifyingContract]).to.deep.equal([
      domain.name,
      domain.version,
      domain.chainId,
      domain.verifyingContract,
    ]);
    expect(told.extensions).to.have.length(0);
  });

  it("is that of every signature: one made for another chain is refused", async () => {
    const { chain, alice, relayer } = await loadFixture(fixtures.SupplyChain);
    const message = { unit: word("unit"), holder: alice.address, docHash: word("contents"), deadline: NEVER };
    const types = { Open: [...TYPES.Open.Open] };
    const domain = await domainFor(chain);
    const elsewhere = await alice.signTypedData({ ...domain, chainId: 1 }, types, message);
    const here = await alice.signTypedData(domain, types, message);
    const open = (signature: string) =>
      chain.connect(relayer).openBySig(message.unit, message.holder, message.docHash, message.deadline, signature);
    await expect(open(elsewhere)).to.be.revertedWithCustomError(chain, "CustodyInvalidSignature");
    await expect(open(here)).to.emit(chain, "Opened");
  });

  for (const primary of Object.keys(TYPES) as Primary[]) {
    it(`has the type string of ${primary} that wallets show`, async () => {
      const source = await readFile("contracts/libraries/Handovers.sol", "utf8");
      const fields = structuredClone(TYPES[primary]) as unknown as Record<string, TypedDataField[]>;
      expect(source).to.include(`"${TypedDataEncoder.from(fields).encodeType(primary)}"`);
    });
  }
});
