import { z } from "zod";
import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { exchangeCarbonRoutes } from "./carbon/carbon.routes.ts";
import { partnersRoutes } from "./clients/partners.routes.ts";
import { EXCHANGE_ERROR_FORMATS } from "./error-formats.ts";
import { deliver } from "./events/deliver.ts";
import { DELIVER_TASK } from "./events/deliveries.store.ts";
import { eventsRoutes } from "./events/events.routes.ts";
import { fetchAnnounced } from "./events/fetch.ts";
import { FETCH_TASK } from "./events/receive.ts";
import { EXCHANGE_PROBLEMS } from "./exchange.errors.ts";
import type { FootprintChain } from "./exchange.ports.ts";
import { footprintsRoutes } from "./footprints/footprints.routes.ts";
import { pactActivitiesRoutes } from "./pact/activities.routes.ts";
import { pactEventsRoutes } from "./pact/events.routes.ts";
import { pactFootprintsRoutes } from "./pact/footprints.routes.ts";
import { tokenRoutes } from "./pact/token.routes.ts";

const deliverPayload = z.object({ id: z.uuid() });
const fetchPayload = z.object({ partnerId: z.string(), id: z.guid() });

/** Product footprints for business partners, as PACT 3.0.3 has them exchanged. */
export function createExchange({ app, chain }: { app: App; chain: FootprintChain }): Module {
  return {
    name: "exchange",
    problems: EXCHANGE_PROBLEMS,
    errorFormats: EXCHANGE_ERROR_FORMATS,
    routes: [
      ...[...tokenRoutes(app), ...pactFootprintsRoutes({ app, chain }), ...pactActivitiesRoutes(app), ...pactEventsRoutes(app)],
      ...[...partnersRoutes(app), ...footprintsRoutes({ app, chain }), ...eventsRoutes(app)],
      ...exchangeCarbonRoutes({ app, chain }),
    ],
    jobs: {
      [DELIVER_TASK]: (running, payload) => deliver(running, deliverPayload.parse(payload).id),
      [FETCH_TASK]: (running, payload) => fetchAnnounced(running, fetchPayload.parse(payload)),
    },
  };
}
