import { verifyDisclosure } from "@waybill/protocol/disclosure/verify-disclosure";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import type { JourneyVerdict } from "@waybill/protocol/verify/verdict";
import { verify, type VerifyOptions } from "@waybill/protocol/verify/verify-event";
import { verifyJourney } from "@waybill/protocol/verify/verify-journey";
import { requestTo } from "../lib/node-request.ts";
import { fetchDocument } from "./fetch-document.ts";
import { readPlan, type Plan } from "./read-plan.ts";
import type { VerifyReply, VerifyRequest } from "./verify-messages.ts";

type Tell = (reply: VerifyReply) => void;

/** Reads and checks one bundle, and tells everything that it finds out as soon as it does. */
export async function runVerification(request: VerifyRequest, tell: Tell): Promise<void> {
  const plan = planOf(request.text, tell);
  if (plan === null) return;
  const { subject, statements, histories, custody } = plan;
  // Where a page asks about some statement or goods, single fields are no answer: the check of a bundle then says so.
  if (plan.format === "disclosure" && request.about === undefined) {
    const verdict = await verifyDisclosure(request.text, readerOf(request.rpcUrl), { trusted: request.trusted });
    return tell({ type: "disclosure", verdict });
  }
  tell({ type: "plan", subject, statements, histories, custody });
  tell({ type: "done", verdict: await (isStatement(plan, request) ? verifyOne(request, tell) : verifyAll(request, tell)) });
}

function planOf(text: string, tell: Tell): Plan | null {
  try {
    return readPlan(text);
  } catch (error) {
    tell({ type: "unreadable", reason: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

/** A statement in the place of a journey is no answer, however valid. */
function isStatement(plan: Plan, { about }: VerifyRequest): boolean {
  return about?.commitment !== undefined || (plan.format === "event" && about?.subject === undefined);
}

function verifyAll({ text, rpcUrl, trusted, about, fetchesDocuments }: VerifyRequest, tell: Tell): Promise<JourneyVerdict> {
  return verifyJourney(text, readerOf(rpcUrl), {
    trusted,
    subject: about?.subject,
    readDocument: fetchesDocuments ? fetchDocument : undefined,
    onStep: (step, index) => tell({ type: "step", index, step }),
    onEvent: (verdict, index) => tell({ type: "event", index, verdict }),
    onHistory: (verdict, index) => tell({ type: "history", index, verdict }),
    onCustody: (verdict, index) => tell({ type: "custody", index, verdict }),
  });
}

/** A single statement in the form of a journey of one. */
async function verifyOne({ text, rpcUrl, trusted, about, fetchesDocuments }: VerifyRequest, tell: Tell): Promise<JourneyVerdict> {
  const onStep: VerifyOptions["onStep"] = (step) => tell({ type: "step", index: 0, step });
  const readDocument = fetchesDocuments ? fetchDocument : undefined;
  const verdict = await verify(text, readerOf(rpcUrl), { trusted, commitment: about?.commitment, readDocument, onStep });
  tell({ type: "event", index: 0, verdict });
  return { outcome: verdict.outcome, steps: [], events: [verdict], histories: [], custody: [] };
}

function readerOf(rpcUrl: string) {
  return createRpcReader(requestTo(rpcUrl));
}
