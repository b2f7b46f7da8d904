import { z } from "zod";
import { hex32 } from "../primitives.ts";
import { claimState } from "../../claims/transitions.ts";
import { statementState } from "./traceability.ts";
import { handoverState } from "./custody.ts";

/**
 * GET /api/stream (server-sent events; resumes with Last-Event-ID). `event:` is `type`, `data:` the JSON below.
 * Messages say that something changed; the client fetches the view again. Anybody reads them: orders of customers are not among them.
 */
export const streamMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("statement"), commitment: hex32, state: statementState }),
  z.object({ type: z.literal("handover"), id: z.string(), unit: hex32, state: handoverState }),
  z.object({ type: z.literal("custody"), unit: hex32, seq: z.number().int() }),
  /** `escalation` when a holder has not answered, and somebody further is told. */
  z.object({ type: z.literal("recall"), notice: hex32, escalation: z.object({ account: z.string(), tier: z.number().int() }).optional() }),
  z.object({ type: z.literal("claim"), id: z.string(), state: claimState }),
  z.object({ type: z.literal("credits"), batch: hex32 }),
  z.object({ type: z.literal("anchor"), index: z.number().int() }),
  z.object({ type: z.literal("actor"), account: z.string() }),
  z.object({ type: z.literal("chain"), head: z.number().int(), final: z.number().int().nullable() }),
]);
export type StreamMessage = z.infer<typeof streamMessage>;
