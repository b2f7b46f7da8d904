import { expect } from "chai";
import { id, TypedDataEncoder } from "ethers";
import { readFile } from "node:fs/promises";
import { METADATA_URI } from "../../ignition/metadata-uri.ts";
import { guardianSelectors, issuerSelectors, ROLES } from "../../ignition/roles.ts";
import { carbonTokenAbi } from "../../protocol/src/abi/carbon-token.ts";
import { batchIdOf, retirementIdOf, savingHashOf } from "../../protocol/src/typed-data/carbon.ts";
import {
  CARBON_TYPES,
  carbonDomain,
  carbonFixtures,
  claimOf,
  issue,
  NOTE,
  PROJECT,
  REGISTRY,
  SAVING,
  SAVING_HASH,
} from "./support/carbon.ts";
import { TOKENS, type CarbonPrimary } from "./support/carbon.ts";
import { ethers, networkHelpers } from "./support/network.ts";
import type { Address, Hex32 } from "../../protocol/src/schemas/primitives.ts";

const { loadFixture } = networkHelpers;

for (const implementation of TOKENS) {
  describe(`the token ${implementation}`, () => {
    const fixture = carbonFixtures[implementation];

    it("passes grams on, alone and in batches, by the holder or whom it trusts", async () => {
      const carbon = await loadFixture(fixture);
      const { token, holder, other, relayer } = carbon;
      const [first, second] = [await issue(carbon), await issue(carbon, { vintage: 2023 })];
      await token.connect(holder).safeTransferFrom(holder.address, other.address, first, 100n, "0x");
      await token.connect(holder).setApprovalForAll(relayer.address, true);
      await token.connect(relayer).safeBatchTransferFrom(holder.address, other.address, [first, second], [1n, 2n], "0x");
      expect([...(await token.balanceOfBatch([holder.address, other.address, other.address], [first, first, second]))]).to.deep.equal([
        799n,
        101n,
        2n,
      ]);
      const erc1155 = await ethers.getContractAt("CarbonToken", token.target);
      await expect(token.connect(other).safeTransferFrom(holder.address, other.address, first, 1n, "0x")).to.be.revertedWithCustomError(
        erc1155,
        "ERC1155MissingApprovalForAll",
      );
    });

    it("cannot pass on what is retired", async () => {
      const carbon = await loadFixture(fixture);
      const { token, holder, other } = carbon;
      const batch = await issue(carbon);
      await token.connect(holder).retire(batch, 900n, claimOf(holder), NOTE);
      const erc1155 = await ethers.getContractAt("CarbonToken", token.target);
      await expect(token.connect(holder).safeTransferFrom(holder.address, other.address, batch, 1n, "0x")).to.be.revertedWithCustomError(
        erc1155,
        "ERC1155InsufficientBalance",
      );
    });

    it("stands still between accounts while it is paused", async () => {
      const carbon = await loadFixture(fixture);
      const { token, holder, other, guardian, admin } = carbon;
      const batch = await issue(carbon);
      await expect(token.connect(guardian).pause()).to.emit(token, "Paused").withArgs(guardian.address);
      expect(await token.paused()).to.equal(true);
      const transfer = () => token.connect(holder).safeTransferFrom(holder.address, other.address, batch, 1n, "0x");
      await expect(transfer()).to.be.revertedWithCustomError(token, "CarbonTokenPaused");
      await expect(
        token.connect(holder).safeBatchTransferFrom(holder.address, other.address, [batch], [1n], "0x"),
      ).to.be.revertedWithCustomError(token, "CarbonTokenPaused");
      await expect(token.connect(admin).unpause()).to.emit(token, "Unpaused").withArgs(admin.address);
      await transfer();
    });

    it("is paused by a guardian alone and let go by an administrator alone", async () => {
      const { token, issuer, verifier, holder, guardian, admin } = await loadFixture(fixture);
      const restricted = await ethers.getContractAt("CarbonToken", token.target);
      for (const caller of [issuer, verifier, holder, admin])
        await expect(token.connect(caller).pause()).to.be.revertedWithCustomError(restricted, "AccessManagedUnauthorized");
      await token.connect(guardian).pause();
      for (const caller of [issuer, verifier, holder, guardian])
        await expect(token.connect(caller).unpause()).to.be.revertedWithCustomError(restricted, "AccessManagedUnauthorized");
    });

    it("tells its interfaces, its domain and where descriptions are", async () => {
      const { token } = await loadFixture(fixture);
      // ERC-165, ERC-1155, its metadata, ERC-5267.
      for (const known of ["0x01ffc9a7", "0xd9b67a26", "0x0e89341c", "0x84b0196e"]) {
        expect(await token.supportsInterface(known), known).to.equal(true);
      }
      expect(await token.supportsInterface("0xffffffff")).to.equal(false);
      expect(await token.uri(7n)).to.equal(METADATA_URI);
      const domain = await carbonDomain(token);
      const told = await token.eip712Domain();
      expect([told.name, told.version, Number(told.chainId), told.verifyingContract]).to.deep.equal(Object.values(domain));
    });

    it("names batches, savings and retirements as the protocol package does", async () => {
      const carbon = await loadFixture(fixture);
      const { token, holder } = carbon;
      const batch = await issue(carbon);
      const key = { registry: REGISTRY as Hex32, project: PROJECT as Hex32, vintage: 2024, firstSerial: 1n };
      expect(batchIdOf(key)).to.equal(batch);
      expect(batch).to.be.lessThan(2n ** 192n);
      expect(savingHashOf(SAVING as Record<keyof typeof SAVING, Hex32>)).to.equal(SAVING_HASH);
      const { chainId, verifyingContract } = await carbonDomain(token);
      const claim = claimOf(holder) as ReturnType<typeof claimOf> & { beneficiary: Address; shipment: Hex32; country: `0x${string}` };
      const retirement = { holder: holder.address as Address, id: batch, retiredBefore: 0n, amount: 5n, claim, note: NOTE };
      expect(await token.connect(holder).retire.staticCall(batch, 5n, claim, NOTE)).to.equal(
        retirementIdOf({ chainId, token: verifyingContract }, retirement),
      );
    });
  });
}

describe("the token's source", () => {
  for (const primary of Object.keys(CARBON_TYPES) as CarbonPrimary[]) {
    it(`has the type string of ${primary} that wallets show`, async () => {
      const source = (await readFile("contracts/libraries/CarbonRecords.sol", "utf8")).replace(/"\s+"/g, "");
      const fields = structuredClone(CARBON_TYPES[primary]) as unknown as Record<string, { name: string; type: string }[]>;
      expect(source).to.include(TypedDataEncoder.from(fields).encodeType(primary));
    });
  }

  it("asks for the role that the deployment gives to verifiers", async () => {
    const { token } = await loadFixture(carbonFixtures.CarbonToken);
    expect(await token.VERIFIER_ROLE()).to.equal(ROLES.VERIFIER);
  });

  it("has the functions that the deployment restricts", () => {
    const selectors = new Map(
      carbonTokenAbi
        .filter((item) => item.type === "function")
        .map(({ name, inputs }) => [name, id(`${name}(${inputs.map(typeOf).join(",")})`).slice(0, 10)] as const),
    );
    expect(issuerSelectors()).to.have.members([selectors.get("issue"), selectors.get("cancel")]);
    expect(guardianSelectors()).to.have.members([selectors.get("pause")]);
  });
});

function typeOf(input: { type: string; components?: readonly { type: string }[] }): string {
  return input.components ? `(${input.components.map(typeOf).join(",")})` : input.type;
}
