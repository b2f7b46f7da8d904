import type { JsonObject } from "../hashing/lossless-json.ts";
import { eventBundle, type ChainReference, type EventBundle, type HistoryProof } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { proveAnchoring } from "./anchor-proof.ts";
import { statementOf } from "../typed-data/statement.ts";
import { hashesOfBundle } from "./bundle-hashes.ts";
import type { ChainReader } from "./chain-reader.ts";
import { proveHistory, type CheckedHistory } from "./history-proof.ts";
import { readBundle } from "./read-bundle.ts";
import { createRun, type Run, type Trusted } from "./run.ts";
import { failed, stepOf, unknown } from "./step.ts";
import { checkContentDigest } from "./steps/content-digest.ts";
import { checkCorrections } from "./steps/corrections.ts";
import { checkDocuments, type ReadDocument } from "./steps/documents.ts";
import { checkEventHash, eventHashIn } from "./steps/event-hash.ts";
import { checkSchema } from "./steps/schema.ts";
import { checkSignature } from "./steps/signature.ts";
import { checkSigner } from "./steps/signer.ts";
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
  return verifyStatement(run, read.bundle, { histories, require: "every", readDocument, onStep });
}

/** An event bundle inside a journey: chain and histories are the journey's. */
export type StatementBundle = Omit<EventBundle, "format" | "version" | "chain" | "histories">;

export interface StatementContext {
  /** Proven meanwhile: only the last step waits for them. */
  histories: Promise<readonly CheckedHistory[]>;
  require: "every" | "any";
  readDocument?: ReadDocument;
  onStep?: (step: Step) => void;
}

/** The ten steps of one statement. */
export async function verifyStatement(run: Run, bundle: StatementBundle, context: StatementContext): Promise<EventVerdict> {
  const { histories, require, onStep } = context;
  const commitment = bundle.commitment as Hex32;
  const tell = <S extends Step>(step: S): S => {
    onStep?.(step);
    return step;
  };
  const schema = stepOf("schema", () => checkSchema(bundle)).then(tell);
  const eventHash = stepOf("event-hash", () => checkEventHash(bundle)).then(tell);
  const digest = stepOf("content-digest", () => checkContentDigest(bundle)).then(tell);
  const documents = stepOf("documents", () => checkDocuments(bundle, context.readDocument)).then(tell);
  const anchoring = proveAnchoring(run, "statement", commitment, bundle.anchoring);
  const signature = stepOf("signature", () => {
    const sentence = statementOf(bundle.event as JsonObject);
    return checkSignature(run, { ...bundle, hashes: hashesOfBundle(bundle), sentence, anchor: anchoring.then(({ proven }) => proven) });
  }).then(tell);
  const { inclusion, anchor, finality, proven } = await anchoring;
  [inclusion, anchor, finality].forEach(tell);
  const signer = stepOf("signer", () => checkSigner(run, bundle.author, proven)).then(tell);
  const corrections = stepOf("corrections", async () => {
    const subjects = subjectNamesOf(bundle.event as JsonObject);
    const proofs = await histories;
    const about = require === "every" ? proofs : proofs.filter(({ history }) => subjects.includes(history.subject));
    return checkCorrections({ eventHash: eventHashIn(bundle.eventId), commitment, subjects, anchor: proven, histories: about, require });
  }).then(tell);
  const steps: Step[] = [
    await schema,
    await eventHash,
    await digest,
    await signature,
    await signer,
    inclusion,
    anchor,
    finality,
    await corrections,
    await documents,
  ];
  return { outcome: outcomeOf(steps), eventId: bundle.eventId, commitment, steps };
}

async function unreadable(error: string, onStep?: (step: Step) => void): Promise<EventVerdict> {
  const reason = failed(`This is not the bundle of one statement that was expected: ${error}.`);
  const open = unknown("Not checked, because the bundle is not the expected one.");
  const steps = await Promise.all(STEP_IDS.map((id) => stepOf(id, () => (id === "schema" ? reason : open))));
  steps.forEach((step) => onStep?.(step));
  return { outcome: outcomeOf(steps), eventId: "", commitment: "", steps };
}
