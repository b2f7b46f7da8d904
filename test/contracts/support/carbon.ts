import { id, TypedDataEncoder, ZeroHash, type Signer, type TypedDataField } from "ethers";
import { METADATA_URI } from "../../../ignition/metadata-uri.ts";
import { guardianSelectors, issuerSelectors, ROLES } from "../../../ignition/roles.ts";
import { carbonDomainOf } from "../../../protocol/src/typed-data/carbon.ts";
import { ISSUE_TYPES, RETIRE_TYPES, RETIREMENT_TYPES, SAVING_TYPES } from "../../../protocol/src/typed-data/carbon-types.ts";
import type { Address } from "../../../protocol/src/schemas/primitives.ts";
import type { AccessManager, CarbonToken } from "./contracts.ts";
import { deploy, ethers, networkHelpers } from "./network.ts";
import { NEVER } from "./signing.ts";

/** Everything that claims to be a CarbonToken: the contract itself and its slow twin. */
export const TOKENS = ["CarbonToken", "ReferenceCarbonToken"] as const;
export type TokenName = (typeof TOKENS)[number];

export const CARBON_TYPES = { Issue: ISSUE_TYPES, Retire: RETIRE_TYPES, Retirement: RETIREMENT_TYPES, Saving: SAVING_TYPES } as const;
export type CarbonPrimary = keyof typeof CARBON_TYPES;

export const SAVING = { baseline: id("baseline"), actual: id("actual"), methodology: id("methodology"), evidence: id("evidence") };
export const SAVING_HASH = TypedDataEncoder.hashStruct("Saving", { Saving: [...SAVING_TYPES.Saving] }, SAVING);

/** A token with its permission table; `holder`, `other` and `relayer` have no role. */
export async function deployCarbon(implementation: TokenName = "CarbonToken") {
  const [admin, issuer, verifier, guardian, holder, other, relayer] = await ethers.getSigners();
  if (!admin || !issuer || !verifier || !guardian || !holder || !other || !relayer) throw new Error("the simulated chain lacks accounts");
  const manager = await deploy<AccessManager>("AccessManager", [admin.address]);
  const token = await deploy<CarbonToken>(implementation, [manager.target, METADATA_URI]);
  await manager.setTargetFunctionRole(token.target, issuerSelectors(), ROLES.ISSUER);
  await manager.setTargetFunctionRole(token.target, guardianSelectors(), ROLES.GUARDIAN);
  await manager.grantRole(ROLES.ISSUER, issuer.address, 0);
  await manager.grantRole(ROLES.VERIFIER, verifier.address, 0);
  await manager.grantRole(ROLES.GUARDIAN, guardian.address, 0);
  return { token, manager, admin, issuer, verifier, guardian, holder, other, relayer };
}

export type Carbon = Awaited<ReturnType<typeof deployCarbon>>;

// Fixtures are compared by identity, so each implementation has one function of its own.
export const carbonFixtures: Record<TokenName, () => Promise<Carbon>> = {
  CarbonToken: function carbonToken() {
    return deployCarbon("CarbonToken");
  },
  ReferenceCarbonToken: function referenceCarbonToken() {
    return deployCarbon("ReferenceCarbonToken");
  },
};

export const REGISTRY = id("Waybill transport savings");
export const PROJECT = id("truck to rail, 2026");

const TERMS = {
  registry: REGISTRY,
  project: PROJECT,
  vintage: 2024,
  firstSerial: 1n,
  lastSerial: 1_000n,
  bufferShare: 1_000,
  savingHash: SAVING_HASH,
  deadline: NEVER,
};
export type Terms = typeof TERMS & { to: string };

/** Fair terms: 1,000 grams for the holder, 100 of them withheld. */
export function termsFor({ holder }: Pick<Carbon, "holder">, changes: Partial<Terms> = {}): Terms {
  return { to: holder.address, ...TERMS, ...changes };
}

export async function carbonDomain(token: CarbonToken) {
  const { chainId } = await token.runner!.provider!.getNetwork();
  return carbonDomainOf({ chainId: Number(chainId), token: token.target as Address });
}

export async function signCarbon(signer: Signer, token: CarbonToken, primary: CarbonPrimary, message: object): Promise<string> {
  return signer.signTypedData(await carbonDomain(token), fieldsOf(primary), message);
}

export async function carbonDigest(token: CarbonToken, primary: CarbonPrimary, message: object): Promise<string> {
  return TypedDataEncoder.hash(await carbonDomain(token), fieldsOf(primary), message);
}

/** What a verifier signs for these terms: the hash opened into what it stands for. */
export function issueMessage({ savingHash: _hash, ...terms }: Terms) {
  return { ...terms, saving: SAVING };
}

/** Issues to fair terms, with changes, and gives the batch's id. */
export async function issue(carbon: Carbon, changes: Partial<Terms> = {}): Promise<bigint> {
  const { token, issuer, verifier } = carbon;
  const terms = termsFor(carbon, changes);
  await token.connect(issuer).issue(terms, verifier.address, await signCarbon(verifier, token, "Issue", issueMessage(terms)));
  return token.batchIdOf(terms.registry, terms.project, terms.vintage, terms.firstSerial);
}

/** A fixture with one batch of fair terms: 1,000 grams, 100 of them the buffer. */
export function issuedFixture(implementation: TokenName) {
  return async () => {
    const carbon = await networkHelpers.loadFixture(carbonFixtures[implementation]);
    return { ...carbon, batch: await issue(carbon) };
  };
}

export const NOTE = "Rail instead of road, order 4711, in 2024";

/** A claim in somebody's name; whatever a test does not care about is fair. */
export function claimOf({ address }: { address: string }, changes: Partial<Claim> = {}): Claim {
  return { beneficiary: address, shipment: ZeroHash, periodStart: 1_704_067_200, periodEnd: 1_735_689_599, country: "0x4445", ...changes };
}

export interface Claim {
  beneficiary: string;
  shipment: string;
  periodStart: number;
  periodEnd: number;
  country: string;
}

interface Line {
  batch: bigint;
  amount: bigint;
  retiredBefore?: bigint;
  claim?: Claim;
  note?: string;
}

/** The name of a retirement of the holder's. */
export async function retirementId(
  { token, holder }: Carbon,
  { batch, amount, retiredBefore = 0n, claim = claimOf(holder), note = NOTE }: Line,
) {
  return carbonDigest(token, "Retirement", { holder: holder.address, id: batch, retiredBefore, amount, claim, note });
}

/** A batch's accounts in the order of the struct. */
export async function accountsOf(token: CarbonToken, batch: bigint) {
  const { issued, retired, cancelled, buffer, deficit } = await token.batchOf(batch);
  return { issued, retired, cancelled, buffer, deficit };
}

function fieldsOf(primary: CarbonPrimary): Record<string, TypedDataField[]> {
  return structuredClone(CARBON_TYPES[primary]) as unknown as Record<string, TypedDataField[]>;
}
