import { expect } from "chai";
import HandOverAdmin from "../../ignition/modules/HandOverAdmin.ts";
import System from "../../ignition/modules/System.ts";
import { METADATA_URI } from "../../ignition/metadata-uri.ts";
import { guardianSelectors, issuerSelectors, registrarSelectors, ROLES } from "../../ignition/roles.ts";
import { systemAddresses } from "../../scripts/deployment/addresses.ts";
import { network } from "hardhat";
import type { AccessManager, CarbonToken, SupplyChain } from "./support/contracts.ts";

describe("the Ignition modules", () => {
  async function accounts() {
    const { ethers, ignition } = await network.create();
    const addresses = (await ethers.getSigners()).map(({ address }) => address);
    const [deployer, registrar, guardian, admin, issuer, verifier] = addresses as [string, string, string, string, string, string];
    return { ethers, ignition, deployer, admin, parties: { admin, registrar, guardian, issuer, verifier } };
  }

  it("System fills in the permission table, with the delays asked for", async () => {
    const { ethers, ignition, admin, parties } = await accounts();
    const { registrar, guardian, issuer, verifier } = parties;
    const parameters = { System: { ...parties, adminDelaySeconds: 86_400, registrarDelaySeconds: 60 } };
    const deployed = await ignition.deploy(System, { parameters });
    const accessManager = (await ethers.getContractAt("AccessManager", deployed.accessManager.target)) as unknown as AccessManager;
    const supplyChain = (await ethers.getContractAt("SupplyChain", deployed.supplyChain.target)) as unknown as SupplyChain;
    expect([...(await accessManager.hasRole(ROLES.ADMIN, admin))]).to.deep.equal([true, 86_400n]);
    expect([...(await accessManager.hasRole(ROLES.REGISTRAR, registrar))]).to.deep.equal([true, 60n]);
    expect([...(await accessManager.hasRole(ROLES.GUARDIAN, guardian))]).to.deep.equal([true, 0n]);
    expect(await accessManager.getRoleGuardian(ROLES.REGISTRAR)).to.equal(ROLES.GUARDIAN);
    for (const selector of registrarSelectors()) {
      expect(await accessManager.getTargetFunctionRole(supplyChain.target, selector)).to.equal(ROLES.REGISTRAR);
    }
    expect(await supplyChain.authority()).to.equal(await accessManager.getAddress());

    const carbonToken = (await ethers.getContractAt("CarbonToken", deployed.carbonToken.target)) as unknown as CarbonToken;
    expect([...(await accessManager.hasRole(ROLES.ISSUER, issuer))]).to.deep.equal([true, 0n]);
    expect([...(await accessManager.hasRole(ROLES.VERIFIER, verifier))]).to.deep.equal([true, 0n]);
    expect(await accessManager.getRoleGuardian(ROLES.ISSUER)).to.equal(ROLES.GUARDIAN);
    for (const selector of issuerSelectors()) {
      expect(await accessManager.getTargetFunctionRole(carbonToken.target, selector)).to.equal(ROLES.ISSUER);
    }
    for (const selector of guardianSelectors()) {
      expect(await accessManager.getTargetFunctionRole(carbonToken.target, selector)).to.equal(ROLES.GUARDIAN);
    }
    expect(await carbonToken.authority()).to.equal(await accessManager.getAddress());
    expect(await carbonToken.uri(1n)).to.equal(METADATA_URI);
  });

  it("HandOverAdmin leaves the deployer without a role", async () => {
    const { ethers, ignition, deployer, admin, parties } = await accounts();
    const deployed = await ignition.deploy(HandOverAdmin, { parameters: { System: parties } });
    const accessManager = (await ethers.getContractAt("AccessManager", deployed.accessManager.target)) as unknown as AccessManager;
    expect((await accessManager.hasRole(ROLES.ADMIN, deployer))[0]).to.equal(false);
    expect((await accessManager.hasRole(ROLES.ADMIN, admin))[0]).to.equal(true);
  });

  it("create2 leads to the addresses that are computed from the code", async () => {
    for (const uri of [METADATA_URI, "https://carbon.example/{id}"]) {
      const { ignition, deployer, parties } = await accounts();
      const parameters = { System: parties, CarbonToken: { metadataUri: uri } };
      const { accessManager, supplyChain, carbonToken } = await ignition.deploy(System, { parameters, strategy: "create2" });
      expect({
        accessManager: await accessManager.getAddress(),
        supplyChain: await supplyChain.getAddress(),
        carbonToken: await carbonToken.getAddress(),
      }).to.deep.equal(await systemAddresses(deployer, uri));
    }
  });
});
