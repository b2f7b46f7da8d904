import type { JsonObject } from "../hashing/lossless-json.ts";
import type { AnchorEntry, BundledStatement } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { statementOf } from "../typed-data/statement.ts";
import { proveAnchoring } from "./anchor-proof.ts";
import { hashesOfBundle } from "./bundle-hashes.ts";
import type { Run } from "./run.ts";
import { stepOf } from "./step.ts";
import { checkContentDigest } from "./steps/content-digest.ts";
import { checkDocuments, type ReadDocument } from "./steps/documents.ts";
import { checkEventHash } from "./steps/event-hash.ts";
import { checkSchema } from "./steps/schema.ts";
import { checkSignature } from "./steps/signature.ts";
import { checkSigner } from "./steps/signer.ts";
import type { Step, StepId } from "./verdict.ts";

/** What a statement proves by itself: every step but the one about what others said of it. */
export interface StatementProof {
  steps: readonly Step[];
  /** The proven anchor, if any. */
  anchor: AnchorEntry | undefined;
}

export interface ProveOptions {
  readDocument?: ReadDocument;
  onStep?: (step: Step) => void;
}

/** The nine steps that need nothing but the statement and the chain. */
export async function proveStatement(run: Run, bundle: BundledStatement, { readDocument, onStep }: ProveOptions): Promise<StatementProof> {
  const tell = <Id extends StepId>(step: Step<Id>): Step<Id> => {
    onStep?.(step);
    return step;
  };
  const schema = stepOf("schema", () => checkSchema(bundle)).then(tell);
  const eventHash = stepOf("event-hash", () => checkEventHash(bundle)).then(tell);
  const digest = stepOf("content-digest", () => checkContentDigest(bundle)).then(tell);
  const documents = stepOf("documents", () => checkDocuments(bundle, readDocument)).then(tell);
  const anchoring = proveAnchoring(run, "statement", bundle.commitment as Hex32, bundle.anchoring);
  const signature = stepOf("signature", () => {
    const sentence = statementOf(bundle.event as JsonObject);
    return checkSignature(run, { ...bundle, hashes: hashesOfBundle(bundle), sentence, anchor: anchoring.then(({ proven }) => proven) });
  }).then(tell);
  const { inclusion, anchor, finality, proven } = await anchoring;
  [inclusion, anchor, finality].forEach(tell);
  const signer = stepOf("signer", () => checkSigner(run, bundle.author, proven)).then(tell);
  const steps = [await schema, await eventHash, await digest, await signature, await signer, inclusion, anchor, finality, await documents];
  return { steps, anchor: proven };
}
