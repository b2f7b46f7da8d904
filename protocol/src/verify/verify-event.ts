import { isCorrection } from "../hashing/corrects.ts";
import type { JsonObject } from "../hashing/lossless-json.ts";
import { eventBundle, type BundledStatement, type ChainReference, type EventBundle, type HistoryProof } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import type { ChainReader } from "./chain-reader.ts";
import { createCompanions, type Companions } from "./companions.ts";
import { proveHistory, type CheckedHistory } from "./history-proof.ts";
import { proveStatement } from "./prove-statement.ts";
import { readBundle } from "./read-bundle.ts";
import { createRun, type Run, type Trusted } from "./run.ts";
import { failed, stepOf, unknown } from "./step.ts";
import { checkCorrections, UNDECIDED, type CorrectionsParameters } from "./steps/corrections.ts";
import type { ReadDocument } from "./steps/documents.ts";
import { eventHashIn } from "./steps/event-hash.ts";
import { subjectNamesOf } from "./subject-names.ts";
import { outcomeOf, STEP_IDS, type EventVerdict, type Step } from "./verdict.ts";

export interface VerifyOptions {
  /** The contract that the reader trusts; `abi/deployments` knows the published ones. */
  trusted: Trusted;
  /** The statement that the reader asked about: a bundle of any other fails. */
  commitment?: string;
  /** Finds the bytes of documents that the bundle does not bring. */
  readDocument?: ReadDocument;
  /** Called with each step as soon as it is known; not always in the order of the verdict. */
  onStep?: (step: Step) => void;
}

/**
 * Checks one statement against the chain, step by step. Asks only `reader`; trusts only `trusted`. Never throws on a bad bundle and never
 * turns a missing answer into a passed step.
 *
 * @param bundle text of a bundle, or the object (its event parsed losslessly)
 * @example
 * const { outcome, steps } = await verify(text, createRpcReader(request), { trusted: { chainId: 31337, supplyChain } });
 */
export async function verify(bundle: EventBundle | string, reader: ChainReader, options: VerifyOptions): Promise<EventVerdict> {
  const { trusted, commitment, readDocument, onStep } = options;
  const read = readBundle(bundle, eventBundle);
  if (read.bundle === undefined) return unreadable(read.error, onStep);
  if (commitment !== undefined && commitment !== read.bundle.commitment) return unreadable("it is about another statement", onStep);
  const run = createRun(reader, trusted, read.bundle.chain as ChainReference);
  const histories = Promise.all(read.bundle.histories.map((history: HistoryProof) => proveHistory(run, history)));
  const companions = createCompanions(run, read.bundle.declarations ?? []);
  return verifyStatement(run, read.bundle, { histories, require: "every", companions, readDocument, onStep });
}

export interface StatementContext {
  /** Proven meanwhile: only the last step waits for them. */
  histories: Promise<readonly CheckedHistory[]>;
  require: "every" | "any";
  /** The statements beside it, some of which may declare it to be in error. */
  companions: Companions;
  reliedOn?: CorrectionsParameters["reliedOn"];
  readDocument?: ReadDocument;
  onStep?: (step: Step) => void;
}

/** The ten steps of one statement, and what became of it. */
export async function verifyStatement(run: Run, bundle: BundledStatement, context: StatementContext): Promise<EventVerdict> {
  const { histories, require, companions, reliedOn = () => [], readDocument, onStep } = context;
  const commitment = bundle.commitment as Hex32;
  const { steps: proof, anchor } = await proveStatement(run, bundle, { readDocument, onStep });
  let standing = UNDECIDED;
  const corrections = await stepOf("corrections", async () => {
    const subjects = subjectNamesOf(bundle.event as JsonObject);
    const proofs = await histories;
    const about = require === "every" ? proofs : proofs.filter(({ history }) => subjects.includes(history.subject));
    const { account } = bundle.author;
    const said = { eventHash: eventHashIn(bundle.eventId), commitment, account, subjects, isDeclaration: isCorrection(bundle.event) };
    const found = await checkCorrections({ ...said, anchor, histories: about, require, companions, reliedOn });
    standing = found.standing;
    return found.finding;
  });
  onStep?.(corrections);
  const steps = [...proof, corrections].toSorted((a, b) => STEP_IDS.indexOf(a.id) - STEP_IDS.indexOf(b.id));
  const outcome = outcomeOf(steps);
  const isWithdrawn = outcome === "verified" && standing.state === "corrected";
  return { outcome: isWithdrawn ? "unknown" : outcome, eventId: bundle.eventId, commitment, standing, steps };
}

async function unreadable(error: string, onStep?: (step: Step) => void): Promise<EventVerdict> {
  const reason = failed(`This is not the bundle of one statement that was expected: ${error}.`);
  const open = unknown("Not checked, because the bundle is not the expected one.");
  const steps = await Promise.all(STEP_IDS.map((id) => stepOf(id, () => (id === "schema" ? reason : open))));
  steps.forEach((step) => onStep?.(step));
  return { outcome: outcomeOf(steps), eventId: "", commitment: "", standing: UNDECIDED, steps };
}
