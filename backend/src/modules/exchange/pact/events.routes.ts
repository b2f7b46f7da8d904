import { PACT_EVENTS, pactEvent } from "@waybill/protocol/pact/events";
import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { parseJsonBody } from "../../../platform/http/json-body.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { partnerOf } from "../clients/tokens.service.ts";
import { receiveEvent } from "../events/receive.ts";
import { refusal } from "./footprints.routes.ts";

/** A thousand footprints. */
const EVENT_LIMIT_BYTES = 8 * 1024 * 1024;

/** Action Events of PACT 3.0.3. */
export function pactEventsRoutes(app: App): Route[] {
  return [
    route({
      method: "post",
      path: "/pact/3/events",
      act: "pact:notify",
      credential: "partner",
      httpsOnly: true,
      keepsNoAnswer: true,
      summary: "Takes an event of a partner: a request, the answer to one, or news of footprints (PACT Events)",
      description:
        "An event is known by its `id`: the same again has no further effect. Requests are answered by an event to your host system.",
      tag: "PACT",
      accepts: ["application/cloudevents+json"],
      rawBody: true,
      body: pactEvent,
      bodyLimitBytes: EVENT_LIMIT_BYTES,
      responses: { 200: { description: "Taken." } },
      refusal,
      handler: async ({ text, header, origin, traceId }) => {
        const reading = { tx: app.db.dataSource.manager, clock: app.clock };
        const authorization = header("authorization");
        // Whoever is unknown hears nothing of what an event should look like.
        await partnerOf(reading, authorization);
        const event = checked(pactEvent, parseJsonBody(text));
        // A request is answered with footprints, so it takes the right to read them.
        const partner = await partnerOf(reading, authorization, event.type === PACT_EVENTS.requested ? "footprint:read" : undefined);
        await inTransaction(app, (ctx) => receiveEvent(ctx, { ...partner, origin }, event), { traceId });
        return { status: 200 };
      },
    }),
  ];
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new ProblemError(PLATFORM_PROBLEMS.badRequest, { detail: `/${(first?.path ?? []).join("/")}: ${first?.message ?? "invalid"}` });
}
