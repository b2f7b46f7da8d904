import type {
  Future,
  IgnitionModuleBuilder,
  NamedArtifactContractAtFuture,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";
import { id } from "ethers";

/** Role numbers in the AccessManager. ADMIN is OpenZeppelin's own 0. */
export const ROLES = { ADMIN: 0n, REGISTRAR: 1n, GUARDIAN: 2n, ISSUER: 3n, VERIFIER: 4n } as const;

/** Selectors of what a registrar may call: the only restricted functions of SupplyChain. */
export function registrarSelectors(): string[] {
  const signatures = ["registerActor(address,uint16,bytes20)", "revokeActor(address)", "recover(bytes32,address,bytes32)"];
  return signatures.map(selectorOf);
}

/** Selectors of what an issuer may call of CarbonToken. */
export function issuerSelectors(): string[] {
  const issuance = "(address,bytes32,bytes32,uint16,uint64,uint64,uint16,bytes32,uint48)";
  return [`issue(${issuance},address,bytes)`, "cancel(uint256,uint256,bytes32)"].map(selectorOf);
}

/** Selectors of what a guardian may call of CarbonToken. Only an administrator can `unpause`. */
export function guardianSelectors(): string[] {
  return ["pause()"].map(selectorOf);
}

function selectorOf(signature: string): string {
  return id(signature).slice(0, 10);
}

type ContractFuture<Name extends string> = NamedArtifactContractDeploymentFuture<Name> | NamedArtifactContractAtFuture<Name>;

export interface SystemContracts {
  accessManager: ContractFuture<"AccessManager">;
  supplyChain: ContractFuture<"SupplyChain">;
  carbonToken: ContractFuture<"CarbonToken">;
}

/**
 * Fills the permission table: REGISTRAR and ISSUER for the restricted functions, VERIFIER to sign what is issued, GUARDIAN to pause and to
 * cancel what one of them scheduled, ADMIN for the administrator. Every call may be repeated without harm, so a deployment that stopped
 * half way can be run again. Without a verifier the administrator names one later.
 */
export function grantRoles(m: IgnitionModuleBuilder, contracts: SystemContracts, { hasVerifier }: { hasVerifier: boolean }): Future[] {
  const { accessManager, supplyChain, carbonToken } = contracts;
  const admin = m.getParameter<string>("admin");
  const registrar = m.getParameter<string>("registrar");
  const guardian = m.getParameter<string>("guardian");
  const issuer = m.getParameter<string>("issuer");
  const adminDelay = m.getParameter<number>("adminDelaySeconds", 0);
  const registrarDelay = m.getParameter<number>("registrarDelaySeconds", 0);

  return [
    m.call(accessManager, "labelRole", [ROLES.REGISTRAR, "REGISTRAR"], { id: "labelRegistrar" }),
    m.call(accessManager, "labelRole", [ROLES.GUARDIAN, "GUARDIAN"], { id: "labelGuardian" }),
    m.call(accessManager, "labelRole", [ROLES.ISSUER, "ISSUER"], { id: "labelIssuer" }),
    m.call(accessManager, "labelRole", [ROLES.VERIFIER, "VERIFIER"], { id: "labelVerifier" }),
    m.call(accessManager, "setRoleGuardian", [ROLES.REGISTRAR, ROLES.GUARDIAN], { id: "guardRegistrar" }),
    m.call(accessManager, "setRoleGuardian", [ROLES.ISSUER, ROLES.GUARDIAN], { id: "guardIssuer" }),
    m.call(accessManager, "setTargetFunctionRole", [supplyChain, registrarSelectors(), ROLES.REGISTRAR], { id: "restrictRegistration" }),
    m.call(accessManager, "setTargetFunctionRole", [carbonToken, issuerSelectors(), ROLES.ISSUER], { id: "restrictIssuing" }),
    m.call(accessManager, "setTargetFunctionRole", [carbonToken, guardianSelectors(), ROLES.GUARDIAN], { id: "restrictPausing" }),
    m.call(accessManager, "grantRole", [ROLES.GUARDIAN, guardian, 0], { id: "grantGuardian" }),
    m.call(accessManager, "grantRole", [ROLES.ADMIN, admin, adminDelay], { id: "grantAdmin" }),
    m.call(accessManager, "grantRole", [ROLES.REGISTRAR, registrar, registrarDelay], { id: "grantRegistrar" }),
    m.call(accessManager, "grantRole", [ROLES.ISSUER, issuer, 0], { id: "grantIssuer" }),
    ...(hasVerifier ? [grantVerifier(m, accessManager)] : []),
  ];
}

function grantVerifier(m: IgnitionModuleBuilder, accessManager: SystemContracts["accessManager"]): Future {
  return m.call(accessManager, "grantRole", [ROLES.VERIFIER, m.getParameter<string>("verifier"), 0], { id: "grantVerifier" });
}
