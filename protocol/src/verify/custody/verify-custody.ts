import { isAddressEqual } from "viem/utils";
import { unitOf } from "../../hashing/unit.ts";
import type { AnchorEntry, CustodyProof } from "../../schemas/bundle.ts";
import type { Address, Hex32, Subject } from "../../schemas/primitives.ts";
import { blockOf } from "../actors.ts";
import type { BlockPlace, BlockTag, CustodyState } from "../chain-reader.ts";
import { foreignChain, type Run } from "../run.ts";
import { failed, passed, stepOf, unknown, type Finding } from "../step.ts";
import { outcomeOf, type CustodyVerdict } from "../verdict.ts";
import { checkSequence } from "./sequence.ts";
import { checkSignatures } from "./signatures.ts";
import { stateText } from "./state-text.ts";
import { holderAfter } from "./step-logs.ts";

/**
 * Checks who held one logistic unit, from its opening to the contract's present state.
 *
 * @param asOf newest proven anchor that came with the record: what happened up to its block has to be in the record
 */
export async function verifyCustody(run: Run, proof: CustodyProof, asOf?: AnchorEntry): Promise<CustodyVerdict> {
  const told = stateToldBy(proof);
  const chainState = await stepOf("chain-state", () => checkNow(run, { proof, told, asOf }));
  const steps = [
    await stepOf("unit", () => checkUnit(proof)),
    await stepOf("signatures", () => checkSignatures(run, proof)),
    await stepOf("sequence", () => checkSequence(run, proof)),
    chainState,
    await stepOf("finality", () => checkFinal(run, { proof, told })),
  ];
  return { outcome: outcomeOf(steps), subject: proof.subject, holder: chainState.status === "passed" ? told.holder : undefined, steps };
}

function checkUnit({ subject, salt, unit }: CustodyProof): Finding {
  const computed = unitOf(subject as Subject, salt as Hex32);
  return computed === unit
    ? passed(`This is the unit of ${subject} on chain.`, { unit })
    : failed(`The unit on chain is not that of ${subject}.`, { unit, computed });
}

/** The state in which the contract must be after the steps. Every step but the opening uses up one number. */
function stateToldBy({ steps }: CustodyProof): CustodyState {
  const holder = steps.reduce<string | undefined>((before, step) => holderAfter(step, before), undefined);
  return { holder: (holder ?? "") as Address, seq: steps.length - 1, status: steps.at(-1)?.kind === "closed" ? "closed" : "open" };
}

interface Told {
  proof: CustodyProof;
  told: CustodyState;
}

/** The contract's slot now is as told. A unit that has moved on makes a record old, which only its time can tell from one that was cut. */
async function checkNow(run: Run, { proof, told, asOf }: Told & { asOf: AnchorEntry | undefined }): Promise<Finding> {
  const foreign = await foreignChain(run);
  if (foreign !== undefined) return foreign;
  const slotAt = (at: BlockTag | BlockPlace) => run.reader.custodyOf(run.trusted.supplyChain, proof.unit as Hex32, at);
  const found = await slotAt("latest");
  if (isSame(found, told)) return passed(`The contract's state agrees: ${stateText(told)}.`, detailsOf(found));
  if (!goesOn(found, told)) return failed(`The contract's state is another: ${stateText(found)}.`, detailsOf(found));
  const then = asOf === undefined ? undefined : await slotAt(blockOf(asOf));
  if (then !== undefined && goesOn(then, told)) {
    return failed(
      `Steps are missing: in block ${asOf?.blockNumber}, as of which this record came, it was ${stateText(then)}.`,
      detailsOf(then),
    );
  }
  return unknown(`The unit has moved on since: ${stateText(found)}. Ask for a newer record.`, detailsOf(found));
}

/** The final state is as told, or has gone on from there: then what was told is final, too. */
async function checkFinal(run: Run, { proof, told }: Told): Promise<Finding> {
  const foreign = await foreignChain(run);
  if (foreign !== undefined) return foreign;
  const found = await run.reader.custodyOf(run.trusted.supplyChain, proof.unit as Hex32, "finalized");
  if (isSame(found, told) || goesOn(found, told)) return passed("The chain will not undo this.", detailsOf(found));
  // Each step adds one number, so a final state with fewer is an earlier one; anything else contradicts the steps.
  const earlier = found.status === "none" || found.seq < told.seq;
  return earlier
    ? unknown("The newest step is not final yet.", detailsOf(found))
    : failed("The final state of the contract contradicts these steps.", detailsOf(found));
}

function isSame(found: CustodyState, told: CustodyState): boolean {
  return found.seq === told.seq && found.status === told.status && isAddressEqual(found.holder, told.holder);
}

/** True when the contract has counted more steps than were told, and nothing that was told was the end. */
function goesOn(found: CustodyState, told: CustodyState): boolean {
  return found.status !== "none" && told.status === "open" && found.seq > told.seq;
}

function detailsOf({ holder, seq, status }: CustodyState): Record<string, string> {
  return { holder, seq: String(seq), status };
}
