import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { grantRoles, ROLES } from "../../ignition/roles.ts";
import type { SystemAddresses } from "./addresses.ts";

/** What of the system a chain has already, and what the rest is made with. */
export interface Remaining {
  addresses: SystemAddresses;
  has: Record<keyof SystemAddresses, boolean>;
  metadataUri: string;
  hasVerifier: boolean;
  handsOverAdmin: boolean;
}

/**
 * Ignition's `System`, but starting from whatever is on the chain: contracts that exist are used, the rest is deployed, and the
 * permission table is filled in either way.
 */
export function remainingSystem({ addresses, has, metadataUri, hasVerifier, handsOverAdmin }: Remaining) {
  return buildModule("System", (m) => {
    const accessManager = has.accessManager
      ? m.contractAt("AccessManager", addresses.accessManager)
      : m.contract("AccessManager", [m.getAccount(0)]);
    const supplyChain = has.supplyChain ? m.contractAt("SupplyChain", addresses.supplyChain) : m.contract("SupplyChain", [accessManager]);
    const carbonToken = has.carbonToken
      ? m.contractAt("CarbonToken", addresses.carbonToken)
      : m.contract("CarbonToken", [accessManager, metadataUri]);
    const contracts = { accessManager, supplyChain, carbonToken };
    const grants = grantRoles(m, contracts, { hasVerifier });
    if (handsOverAdmin) m.call(accessManager, "renounceRole", [ROLES.ADMIN, m.getAccount(0)], { after: grants });
    return contracts;
  });
}
