import { expect } from "chai";
import HandOverAdmin from "../../ignition/modules/HandOverAdmin.ts";
import System from "../../ignition/modules/System.ts";
import { registrarSelectors, ROLES } from "../../ignition/roles.ts";
import { systemAddresses } from "../../scripts/deployment/addresses.ts";
import { network } from "hardhat";
import type { AccessManager, SupplyChain } from "./support/contracts.ts";

describe("the Ignition modules", () => {
  async function accounts() {
    const { ethers, ignition } = await network.create();
    const [deployer, registrar, guardian, admin] = (await ethers.getSigners()).map(({ address }) => address) as [
      string,
      string,
      string,
      string,
    ];
    return { ethers, ignition, deployer, registrar, guardian, admin };
  }

  it("System fills in the permission table, with the delays asked for", async () => {
    const { ethers, ignition, registrar, guardian, admin } = await accounts();
    const parameters = { System: { admin, registrar, guardian, adminDelaySeconds: 86_400, registrarDelaySeconds: 60 } };
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
  });

  it("HandOverAdmin leaves the deployer without a role", async () => {
    const { ethers, ignition, deployer, registrar, guardian, admin } = await accounts();
    const deployed = await ignition.deploy(HandOverAdmin, { parameters: { System: { admin, registrar, guardian } } });
    const accessManager = (await ethers.getContractAt("AccessManager", deployed.accessManager.target)) as unknown as AccessManager;
    expect((await accessManager.hasRole(ROLES.ADMIN, deployer))[0]).to.equal(false);
    expect((await accessManager.hasRole(ROLES.ADMIN, admin))[0]).to.equal(true);
  });

  it("create2 leads to the addresses that are computed from the code", async () => {
    const { ignition, deployer, registrar, guardian, admin } = await accounts();
    const parameters = { System: { admin, registrar, guardian } };
    const { accessManager, supplyChain } = await ignition.deploy(System, { parameters, strategy: "create2" });
    expect({ accessManager: await accessManager.getAddress(), supplyChain: await supplyChain.getAddress() }).to.deep.equal(
      await systemAddresses(deployer),
    );
  });
});
