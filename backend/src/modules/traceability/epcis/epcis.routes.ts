import { resourcesXml } from "@waybill/protocol/epcis-xml/write/answers";
import { resourceCollection } from "@waybill/protocol/schemas/api/epcis";
import { z } from "zod";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import type { SettledSequence } from "../subscriptions/settled-sequence.ts";
import type { TraceabilityService } from "../traceability.service.ts";
import { captureRoutes } from "./capture.routes.ts";
import { collection } from "./collection.ts";
import { discovery, TAG } from "./discovery.ts";
import { isXmlWanted, JSON_AND_XML_TYPES, jsonReply, typeOf, type EventsSources } from "./events-page.ts";
import { eventsRoutes } from "./events.routes.ts";
import { documented, EPCIS_HEADERS } from "./headers.ts";
import { checkVersions, ASKING_PARAMETERS } from "./negotiate.ts";
import { endToken } from "./paging.ts";
import { queriesRoutes } from "./queries.routes.ts";
import { resourcesRoutes } from "./resources.routes.ts";
import { standardRoute } from "./standard-route.ts";
import { subscriptionsRoutes } from "./subscriptions.routes.ts";

const TOP_LEVEL = ["queries", "capture", "events", "eventTypes", "epcs", "readPoints", "bizLocations", "dispositions", "bizSteps"];

export interface EpcisDependencies extends EventsSources {
  service: TraceabilityService;
  settledSequence: SettledSequence;
}

/** The EPCIS 2.0 REST binding. */
export function epcisRoutes({ app, service, settledSequence, sources }: EpcisDependencies): Route[] {
  const routes = [
    discovery("/epcis", "OPTIONS, GET"),
    route({
      method: "get",
      path: "/epcis",
      act: "system:read",
      summary: "The top-level resources",
      tag: TAG,
      parameters: ASKING_PARAMETERS,
      produces: JSON_AND_XML_TYPES,
      responses: {
        200: {
          description: "Their names.",
          schema: resourceCollection,
          others: { "application/xml": resourceCollection },
          headers: documented(...Object.keys(EPCIS_HEADERS)),
        },
      },
      handler: async (request) => {
        checkVersions(request);
        if (isXmlWanted(request))
          return { status: 200, text: resourcesXml(TOP_LEVEL), contentType: typeOf(request), headers: EPCIS_HEADERS };
        return jsonReply(request, collection(TOP_LEVEL));
      },
    }),
    ...captureRoutes({ app, service }),
    ...eventsRoutes({ app, sources }),
    ...resourcesRoutes({ app, sources }),
    ...queriesRoutes({ app, sources }),
    ...subscriptionsRoutes({ app, settledSequence }),
    route({
      method: "delete",
      path: "/epcis/nextPageToken/{token}",
      act: "pageTokens:end",
      summary: "Ends a page token before its time",
      tag: TAG,
      params: z.object({ token: z.string().max(4_000) }),
      responses: { 204: { description: "It no longer leads anywhere." } },
      handler: async ({ params, traceId }) => {
        await inTransaction(app, (ctx) => endToken(ctx, params.token), { traceId });
        return { status: 204, headers: EPCIS_HEADERS };
      },
    }),
  ];
  return routes.map(standardRoute);
}
