import { PACT_EVENTS, type FootprintWish, type PactEvent } from "@waybill/protocol/pact/events";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { addJob } from "../../../platform/jobs.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import type { PartnerOf } from "../clients/clients.store.ts";
import { pactError } from "../error-formats.ts";
import { EXCHANGE_PROBLEMS } from "../exchange.errors.ts";
import { footprintCriteria } from "../footprints/filters.ts";
import { lastChange, listShared, textOf } from "../footprints/footprints.store.ts";
import { answerRequest, hostUrlOf, keepReceived, noteAnnounced, noteEvent } from "./incoming.store.ts";
import { sendLater } from "./outgoing.ts";

/** Task that fetches a footprint which a partner has announced. */
export const FETCH_TASK = "exchange:fetch";
/** Footprints of one answer; who asks for more is better off with ListFootprints. */
const MAX_ANSWERED = 500;

/** A partner's event and the way that it came. */
export interface Incoming extends PartnerOf {
  /** Scheme and host under which the partner knows us. */
  origin: string;
}

/**
 * Does what an event of a partner asks for, once: the same event again changes nothing.
 *
 * @throws {ProblemError} `exchange.foreign-source`, `exchange.unknown-request`, `platform.bad-request`
 */
export async function receiveEvent(ctx: Ctx, from: Incoming, event: PactEvent): Promise<void> {
  const { partnerId } = from;
  const hostUrl = await hostUrlOf(ctx, partnerId);
  if (event.type === PACT_EVENTS.requested) checkSource(hostUrl, event.source);
  if (!(await noteEvent(ctx, partnerId, event))) return;
  if (event.type === PACT_EVENTS.requested) {
    await answer(ctx, from, event);
  } else if (event.type === PACT_EVENTS.published) {
    await noteAnnounced(ctx, partnerId, event.data.pfIds);
    for (const id of hostUrl === null ? [] : event.data.pfIds)
      await addJob(ctx, FETCH_TASK, { partnerId, id }, { jobKey: `exchange-fetch:${partnerId}:${id}` });
  } else {
    const isFulfilled = event.type === PACT_EVENTS.fulfilled;
    const problem = isFulfilled ? null : `${event.data.error.code}: ${event.data.error.message}`;
    const state = isFulfilled ? "fulfilled" : "rejected";
    const outcome = await answerRequest(ctx, { id: event.data.requestEventId, partnerId, state, problem });
    if (outcome === "unknown") throw new ProblemError(EXCHANGE_PROBLEMS.unknownRequest);
    if (!isFulfilled || outcome === "closed") return;
    for (const footprint of event.data.pfs) await keepReceived(ctx, partnerId, { id: footprint.id, body: JSON.stringify(footprint) });
  }
}

/** An answer goes to the host system that we know, never to where an event would have it (PACT 3.0.3: the value of `source` is validated). */
function checkSource(hostUrl: string | null, source: string): void {
  const host = hostUrl === null ? undefined : new URL(hostUrl).host;
  const claimed = URL.parse(source, "https://source.invalid")?.host;
  if (host === undefined || host !== claimed) throw new ProblemError(EXCHANGE_PROBLEMS.foreignSource);
}

async function answer(
  ctx: Ctx,
  { account, partnerId, origin }: Incoming,
  { id, data }: { id: string; data: FootprintWish },
): Promise<void> {
  const { comment: _words, ...wish } = data;
  const criteria = footprintCriteria.parse(wish);
  const page = { criteria, after: "0", asOf: await lastChange(ctx), limit: MAX_ANSWERED + 1 };
  const found = await listShared(ctx, { account, partnerId }, page);
  const reply = (type: typeof PACT_EVENTS.fulfilled | typeof PACT_EVENTS.rejected, member: string) =>
    sendLater(ctx, { partnerId, origin, type, data: `{"requestEventId":${JSON.stringify(id)},${member}}` });
  if (found.length > 0 && found.length <= MAX_ANSWERED) {
    await reply(PACT_EVENTS.fulfilled, `"pfs":[${found.map(textOf).join(",")}]`);
    return;
  }
  const problem =
    found.length === 0
      ? new ProblemError(EXCHANGE_PROBLEMS.unknownFootprint, { detail: "No product footprint that is shared with you is as asked for." })
      : new ProblemError(PLATFORM_PROBLEMS.badRequest, {
          detail: `More than ${MAX_ANSWERED} are as asked for: page through ListFootprints.`,
        });
  await reply(PACT_EVENTS.rejected, `"error":${JSON.stringify(pactError(problem))}`);
}
