import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { grantRoles, ROLES } from "../../ignition/roles.ts";
import type { SystemAddresses } from "./addresses.ts";

/** What of the system a chain has already. */
export interface Existing extends SystemAddresses {
  has: { accessManager: boolean; supplyChain: boolean };
}

/**
 * Ignition's `System`, but starting from whatever is on the chain: contracts that exist are used, the rest is deployed, and the
 * permission table is filled in either way.
 */
export function remainingSystem({ accessManager: manager, supplyChain: chain, has }: Existing, handOverAdmin: boolean) {
  return buildModule("System", (m) => {
    const accessManager = has.accessManager ? m.contractAt("AccessManager", manager) : m.contract("AccessManager", [m.getAccount(0)]);
    const supplyChain = has.supplyChain ? m.contractAt("SupplyChain", chain) : m.contract("SupplyChain", [accessManager]);
    const grants = grantRoles(m, { accessManager, supplyChain });
    if (handOverAdmin) m.call(accessManager, "renounceRole", [ROLES.ADMIN, m.getAccount(0)], { after: grants });
    return { accessManager, supplyChain };
  });
}
