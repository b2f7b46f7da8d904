import { type EscalationProof, escalationProof } from "../schemas/api/recalls.ts";
import type { AnchorEntry, ChainReference } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { keeperProblem } from "../verify/actors.ts";
import { proveAnchoring } from "../verify/anchor-proof.ts";
import type { ChainReader } from "../verify/chain-reader.ts";
import { readBundle } from "../verify/read-bundle.ts";
import { createRun, type Run, type Trusted } from "../verify/run.ts";
import { failed, passed, stepOf, unknown, type Finding } from "../verify/step.ts";
import { outcomeOf, type Verdict } from "../verify/verdict.ts";
import { escalationCommitment, type EscalationRecord } from "./escalation.ts";

const STEP_IDS = ["record", "inclusion", "anchor", "keeper", "finality"] as const;

export interface EscalationVerdict extends Verdict<(typeof STEP_IDS)[number]> {
  /** What the server said; undefined when the file could not be read. */
  record?: EscalationRecord;
}

/**
 * Checks an escalation against the chain: that the record is what was anchored, since when, and that an anchoring service did it and not
 * just anybody. That it is true, or that the holder read it, no proof can show. Never throws on a bad file.
 *
 * @param input text of an escalation's proof, or the object
 * @example
 * const { outcome, record } = await verifyEscalation(text, reader, { trusted: { chainId: 31337, supplyChain } });
 */
export async function verifyEscalation(
  input: EscalationProof | string,
  reader: ChainReader,
  { trusted }: { trusted: Trusted },
): Promise<EscalationVerdict> {
  const read = readBundle(input, escalationProof);
  if (read.bundle === undefined) return unreadable(read.error);
  const { record, commitment, chain, anchoring } = read.bundle;
  const computed: Hex32 = escalationCommitment(record);
  const said = await stepOf("record", () =>
    computed === commitment
      ? passed(`The server said at ${record.at} that ${record.account} had not answered, and told the ${record.to}.`)
      : failed("The record is not the one that the proof is about.", { commitment, computed }),
  );
  const run = createRun(reader, trusted, chain as ChainReference);
  const { inclusion, anchor, finality, proven } = await proveAnchoring(run, "escalation", computed, anchoring);
  const keeper = await stepOf("keeper", () => checkKeeper(run, proven));
  const steps = [said, inclusion, anchor, keeper, finality];
  return { outcome: outcomeOf(steps), steps, record };
}

async function checkKeeper(run: Run, anchor: AnchorEntry | undefined): Promise<Finding> {
  if (anchor === undefined) return unknown("Who anchored it is open: no anchor is proven.");
  const problem = await keeperProblem(run, anchor);
  return problem === undefined
    ? passed(`${anchor.author} was a registered anchoring service when it anchored this.`)
    : failed(`No registered anchoring service said it: ${problem}.`);
}

async function unreadable(error: string): Promise<EscalationVerdict> {
  const reason = failed(`This is not the proof of an escalation: ${error}.`);
  const open = unknown("Not checked, because the file could not be read.");
  const steps = await Promise.all(STEP_IDS.map((id) => stepOf(id, () => (id === "record" ? reason : open))));
  return { outcome: outcomeOf(steps), steps };
}
