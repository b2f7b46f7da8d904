import { transportActivityData } from "@waybill/protocol/ileap/schemas";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { partnerOf } from "../clients/tokens.service.ts";
import { listActivities } from "../footprints/activities.store.ts";
import { lastChange } from "../footprints/footprints.store.ts";
import { nextPage, refusal } from "./footprints.routes.ts";

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

const listQuery = z.object({
  mode: z.string().max(40).optional().describe("`Road`, `Rail`, `Air`, `Sea` or `InlandWaterway`; other filters are not looked at."),
  limit: z.coerce.number().int().min(1).default(DEFAULT_LIMIT).describe(`Most that are answered; never more than ${MAX_LIMIT}.`),
  after: z
    .string()
    .regex(/^\d{1,18}\.\d{1,9}$/, "must be as the link of the page before has it")
    .default("0.0"),
  asOf: z
    .string()
    .regex(/^\d{1,18}$/, "must be as the link of the page before has it")
    .optional(),
});

/** TransportActivityData of iLEAP 1.0, whose text still has the version 2 of PACT in its paths. */
export function pactActivitiesRoutes(app: App): Route[] {
  const reading = { tx: app.db.dataSource.manager, clock: app.clock };
  return [
    route({
      method: "get",
      path: "/pact/2/ileap/tad",
      act: "pact:read",
      credential: "partner",
      httpsOnly: true,
      summary: "Transports of the shipments that are shared with you (iLEAP TransportActivityData)",
      description:
        "Of each active footprint of a shipment, the transports whose towns and times are known. Pages follow each other by the `Link` header; what is " +
        "published meanwhile changes none of them.",
      tag: "PACT",
      query: listQuery,
      responses: {
        200: {
          description: "A page.",
          schema: z.object({ data: z.array(transportActivityData) }),
          headers: { Link: '`<…>; rel="next"` (RFC 8288) while there are more.' },
        },
      },
      refusal,
      handler: async ({ query: { mode, limit: wanted, after, asOf }, header, origin, url }) => {
        const partner = await partnerOf(reading, header("authorization"), "footprint:list");
        const [limit, until] = [Math.min(wanted, MAX_LIMIT), asOf ?? (await lastChange(reading))];
        const [sequence = "0", position = "0"] = after.split(".");
        const found = await listActivities(reading, partner, { mode, after: [sequence, position], asOf: until, limit: limit + 1 });
        const rows = found.slice(0, limit);
        const last = rows.at(-1);
        const next = nextPage(origin + url, { after: `${last?.sequence}.${last?.position}`, asOf: until });
        return {
          ...{ status: 200, body: { data: rows.map(({ body }) => body) } },
          ...(found.length > limit ? { headers: { Link: `<${next}>; rel="next"` } } : {}),
        };
      },
    }),
  ];
}
