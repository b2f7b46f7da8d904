import { id } from "ethers";
import { registrarSelectors, ROLES } from "../../../ignition/roles.ts";
import { ROLE } from "../../../protocol/src/typed-data/roles.ts";
import type { AccessManager, SupplyChain } from "./contracts.ts";
import { deploy, ethers } from "./network.ts";

/** Everything that claims to be a SupplyChain: the contract itself and its slow twin. */
export const IMPLEMENTATIONS = ["SupplyChain", "ReferenceSupplyChain"] as const;
export type Implementation = (typeof IMPLEMENTATIONS)[number];

export const PROFILE = `0x${"a1".repeat(20)}`;

/** A chain with its permission table, a registrar and three registered organisations; `stranger` and `relayer` are not registered. */
export async function deploySystem(implementation: Implementation = "SupplyChain") {
  const [admin, registrar, alice, bob, carol, stranger, relayer] = await ethers.getSigners();
  if (!admin || !registrar || !alice || !bob || !carol || !stranger || !relayer) throw new Error("the simulated chain lacks accounts");
  const manager = await deploy<AccessManager>("AccessManager", [admin.address]);
  const chain = await deploy<SupplyChain>(implementation, [manager.target]);
  await manager.setTargetFunctionRole(chain.target, registrarSelectors(), ROLES.REGISTRAR);
  await manager.grantRole(ROLES.REGISTRAR, registrar.address, 0);
  for (const actor of [alice, bob, carol]) await chain.connect(registrar).registerActor(actor.address, ROLE.producer, PROFILE);
  return { chain, manager, admin, registrar, alice, bob, carol, stranger, relayer };
}

export type System = Awaited<ReturnType<typeof deploySystem>>;

// Fixtures are compared by identity, so each implementation has one function of its own.
export const fixtures: Record<Implementation, () => Promise<System>> = {
  SupplyChain: function supplyChain() {
    return deploySystem("SupplyChain");
  },
  ReferenceSupplyChain: function referenceSupplyChain() {
    return deploySystem("ReferenceSupplyChain");
  },
};

/** 32 bytes that stand for something by name. */
export function word(name: string): string {
  return id(name);
}
