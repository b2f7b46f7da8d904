import { Contract, type Provider } from "ethers";
import { guardianSelectors, issuerSelectors, registrarSelectors, ROLES } from "../../ignition/roles.ts";
import type { SystemAddresses } from "./addresses.ts";
import { readArtifact } from "./artifacts.ts";

/** The AccessManager's answers about a system. */
export async function permissionTable(node: Provider, { accessManager, supplyChain, carbonToken }: SystemAddresses) {
  const manager = new Contract(accessManager, (await readArtifact("AccessManager")).abi, node);
  const rows = [
    ...registrarSelectors().map((selector) => [supplyChain, selector, ROLES.REGISTRAR] as const),
    ...issuerSelectors().map((selector) => [carbonToken, selector, ROLES.ISSUER] as const),
    ...guardianSelectors().map((selector) => [carbonToken, selector, ROLES.GUARDIAN] as const),
  ];
  return {
    async hasRole(role: bigint, account: string): Promise<boolean> {
      return (await manager.getFunction("hasRole")(role, account))[0];
    },
    /** Whether every restricted function is in the hands of the role that is meant for it. */
    async isRestricted(): Promise<boolean> {
      const roles = await Promise.all(rows.map(([target, selector]) => manager.getFunction("getTargetFunctionRole")(target, selector)));
      return rows.every(([, , role], index) => roles[index] === role);
    },
  };
}
