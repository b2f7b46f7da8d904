import { hashTypedData } from "viem/utils";
import type { CustodyProof, CustodyStep, Profile } from "../../schemas/bundle.ts";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import { handoverTypedData } from "../../typed-data/custody.ts";
import { checkAccountSignature, checkKeySignature, type SignatureCheck, type SignatureToCheck } from "../account-signature.ts";
import { isRegisteredProfile } from "../actors.ts";
import type { BlockPlace, CustodyLog } from "../chain-reader.ts";
import { foreignChain, type Run } from "../run.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";
import { accountsIn, logOf } from "./step-logs.ts";

type Handover = Extract<CustodyStep, { kind: "handed-over" }>;

/** Both parties signed each handover, or the contract accepted it in another way and logged it; and each party's name is the registered one. */
export async function checkSignatures(run: Run, proof: CustodyProof): Promise<Finding> {
  const foreign = await foreignChain(run);
  if (foreign !== undefined) return foreign;
  const handovers = proof.steps.filter((step): step is Handover => step.kind === "handed-over");
  for (const handover of handovers) {
    const problem = await findProblem(run, proof.unit as Hex32, handover);
    if (problem !== undefined) return failed(problem);
  }
  const nameless = await findNameless(run, proof);
  if (nameless !== undefined)
    return unknown(`Who ${nameless} is could not be proven: the bundle shows no profile with the registered hash.`);
  return passed(
    handovers.length === 0 ? "The unit has not changed hands yet." : `Both parties agreed to each of ${handovers.length} handovers.`,
  );
}

async function findProblem(run: Run, unit: Hex32, step: Handover): Promise<string | undefined> {
  const { from, to, seq, docHash, deadline, fromSignature, toSignature } = step;
  if (step.timestamp > deadline) return `Handover ${seq} was made after its deadline.`;
  const chain = { chainId: run.trusted.chainId, supplyChain: run.trusted.supplyChain };
  const message = { unit, from: from as Address, to: to as Address, seq, docHash: docHash as Hex32, deadline };
  const digest = hashTypedData(handoverTypedData(chain, message)) as Hex32;
  const logged = () => logOf(run, unit, step);
  let isShown = true;
  for (const [account, signature] of [
    [from, fromSignature],
    [to, toSignature],
  ] as [Address, `0x${string}` | null][]) {
    const check = signature === null ? undefined : await checkParty(run, { account, digest, signature }, logged);
    if (check?.valid === false) return `Handover ${seq} is not signed by ${account}: ${check.reason}.`;
    isShown &&= check !== undefined;
  }
  // A party that sent the transaction, or signed a whole consignment, left no signature here: then the contract's log is the evidence.
  if (isShown || (await logged()) !== undefined) return undefined;
  return `Handover ${seq} lacks a signature, and the contract logged no such handover.`;
}

/**
 * Whether a party's key signed, or its contract accepts the signature as of the block of the handover: owners and passkeys may change
 * later. Undefined when the node keeps no state of that block: the contract has asked then, and logged the handover.
 */
async function checkParty(
  run: Run,
  asked: SignatureToCheck,
  logged: () => Promise<CustodyLog | undefined>,
): Promise<SignatureCheck | undefined> {
  const byKey = await checkKeySignature(asked);
  if (byKey.valid) return byKey;
  const log = await logged();
  if (log === undefined) return checkAccountSignature(run.reader, asked);
  return checkAccountSignature(run.reader, asked, log.block).catch(() => undefined);
}

/** The first account whose name is not proven. */
async function findNameless(run: Run, { unit, steps, profiles }: CustodyProof): Promise<string | undefined> {
  const accounts = new Set([...steps.flatMap(accountsIn), ...profiles.map(({ account }: Profile) => account as string)]);
  for (const account of accounts) {
    const own = steps.filter((step) => accountsIn(step).includes(account));
    const shown = profiles.filter((profile: Profile) => profile.account === account);
    const known = await Promise.all(shown.map((profile: Profile) => isKnownAs(run, profile, { unit: unit as Hex32, steps: own })));
    if (known.length === 0 || known.includes(false)) return account;
  }
  return undefined;
}

/** Whether an account is registered under this profile now, or was when one of its steps was made. */
async function isKnownAs(run: Run, profile: Profile, { unit, steps }: { unit: Hex32; steps: readonly CustodyStep[] }): Promise<boolean> {
  const isRegistered = async (at: BlockPlace | "latest") =>
    isRegisteredProfile(await run.reader.actorOf(run.trusted.supplyChain, profile.account as Address, at), profile);
  if (await isRegistered("latest")) return true;
  for (const step of steps) {
    const log = await logOf(run, unit, step);
    if (log !== undefined && (await isRegistered(log.block))) return true;
  }
  return false;
}
