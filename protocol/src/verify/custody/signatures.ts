import { hashTypedData } from "viem/utils";
import type { CustodyProof, CustodyStep, Profile } from "../../schemas/bundle.ts";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import { handoverTypedData } from "../../typed-data/custody.ts";
import { checkAccountSignature } from "../account-signature.ts";
import { provenName } from "../actors.ts";
import { foreignChain, type Run } from "../run.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";
import { accountsIn, isLogOf } from "./step-logs.ts";

type Handover = Extract<CustodyStep, { kind: "handed-over" }>;

/** Both parties signed each handover, or the contract accepted it in another way and logged it; and each party's name is the registered one. */
export async function checkSignatures(run: Run, { unit, steps, profiles }: CustodyProof): Promise<Finding> {
  const foreign = await foreignChain(run);
  if (foreign !== undefined) return foreign;
  const handovers = steps.filter((step): step is Handover => step.kind === "handed-over");
  for (const handover of handovers) {
    const problem = await findProblem(run, unit as Hex32, handover);
    if (problem !== undefined) return failed(problem);
  }
  const nameless = await findNameless(run, steps, profiles);
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
  const parties = [
    { account: from as Address, signature: fromSignature },
    { account: to as Address, signature: toSignature },
  ];
  for (const { account, signature } of parties) {
    if (signature === null) continue;
    const check = await checkAccountSignature(run.reader, { account, digest, signature: signature as `0x${string}` });
    if (!check.valid) return `Handover ${seq} is not signed by ${account}: ${check.reason}.`;
  }
  if (fromSignature !== null && toSignature !== null) return undefined;
  // A party that sent the transaction, or signed a whole consignment, left no signature here: then the contract's log is the evidence.
  const logs = await run.reader.custodyLogs(run.trusted.supplyChain, unit, step.transactionHash as Hex32);
  return logs.some((log) => isLogOf(step, log))
    ? undefined
    : `Handover ${seq} lacks a signature, and the contract logged no such handover.`;
}

/** The first account whose name is not proven. */
async function findNameless(run: Run, steps: readonly CustodyStep[], profiles: readonly Profile[]): Promise<string | undefined> {
  const accounts = new Set([...steps.flatMap(accountsIn), ...profiles.map(({ account }) => account as string)]);
  for (const account of accounts) {
    const shown = profiles.filter((profile) => profile.account === account);
    const names = await Promise.all(shown.map((profile) => provenName(run, profile)));
    if (names.length === 0 || names.includes(undefined)) return account;
  }
  return undefined;
}
