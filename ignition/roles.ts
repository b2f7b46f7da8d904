import type {
  Future,
  IgnitionModuleBuilder,
  NamedArtifactContractAtFuture,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";
import { id } from "ethers";

/** Role numbers in the AccessManager. ADMIN is OpenZeppelin's own 0. */
export const ROLES = { ADMIN: 0n, REGISTRAR: 1n, GUARDIAN: 2n } as const;

/** Selectors of what a registrar may call: the only restricted functions of SupplyChain. */
export function registrarSelectors(): string[] {
  const signatures = ["registerActor(address,uint16,bytes20)", "revokeActor(address)", "recover(bytes32,address,bytes32)"];
  return signatures.map((signature) => id(signature).slice(0, 10));
}

type ContractFuture<Name extends string> = NamedArtifactContractDeploymentFuture<Name> | NamedArtifactContractAtFuture<Name>;

export interface SystemContracts {
  accessManager: ContractFuture<"AccessManager">;
  supplyChain: ContractFuture<"SupplyChain">;
}

/**
 * Fills the permission table: REGISTRAR for the restricted functions, GUARDIAN to cancel what a registrar scheduled, ADMIN for the
 * administrator. Every call may be repeated without harm, so a deployment that stopped half way can be run again.
 */
export function grantRoles(m: IgnitionModuleBuilder, { accessManager, supplyChain }: SystemContracts): Future[] {
  const admin = m.getParameter<string>("admin");
  const registrar = m.getParameter<string>("registrar");
  const guardian = m.getParameter<string>("guardian");
  const adminDelay = m.getParameter<number>("adminDelaySeconds", 0);
  const registrarDelay = m.getParameter<number>("registrarDelaySeconds", 0);

  return [
    m.call(accessManager, "labelRole", [ROLES.REGISTRAR, "REGISTRAR"], { id: "labelRegistrar" }),
    m.call(accessManager, "labelRole", [ROLES.GUARDIAN, "GUARDIAN"], { id: "labelGuardian" }),
    m.call(accessManager, "setRoleGuardian", [ROLES.REGISTRAR, ROLES.GUARDIAN], { id: "guardRegistrar" }),
    m.call(accessManager, "setTargetFunctionRole", [supplyChain, registrarSelectors(), ROLES.REGISTRAR], { id: "restrictRegistration" }),
    m.call(accessManager, "grantRole", [ROLES.GUARDIAN, guardian, 0], { id: "grantGuardian" }),
    m.call(accessManager, "grantRole", [ROLES.ADMIN, admin, adminDelay], { id: "grantAdmin" }),
    m.call(accessManager, "grantRole", [ROLES.REGISTRAR, registrar, registrarDelay], { id: "grantRegistrar" }),
  ];
}
