import { checkEpcis } from "@waybill/protocol/schemas/epcis/validate-epcis";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { profileOf, templateProfile } from "@waybill/protocol/templates/profile";
import { template } from "@waybill/protocol/templates/template";
import { findTemplate, TEMPLATES } from "@waybill/protocol/templates/templates";
import { z } from "zod";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { parseObject } from "./capture/read-capture.ts";
import { TRACEABILITY_PROBLEMS } from "./traceability.errors.ts";

const TAG = "Statements and journeys";

/** What rules ask to be written down at each step, and how an event answers. Stores nothing, and capture asks none of it. */
export function templateRoutes(): Route[] {
  return [
    route({
      method: "get",
      path: "/api/templates",
      act: "statements:read",
      summary: "Templates: the data elements that rules name for each step of a supply chain",
      tag: TAG,
      responses: { 200: { description: "All of them.", schema: pageOf(template) } },
      handler: async () => ({ status: 200, body: { items: TEMPLATES, next: null } }),
    }),
    route({
      method: "post",
      path: "/api/templates/{id}/profile",
      act: "statements:read",
      keepsNoAnswer: true,
      summary: "Which data elements of a template an event has; nothing is stored",
      description: "It says what is written down. It does not say that anybody complies with a law.",
      tag: TAG,
      params: z.object({ id: z.string().max(100) }),
      body: z.record(z.string(), z.unknown()).describe("A bare EPCIS 2.0 event with its own @context."),
      rawBody: true,
      accepts: ["application/json", "application/ld+json"],
      responses: { 200: { description: "The data elements, one by one.", schema: templateProfile } },
      handler: async ({ params, text }) => {
        const found = findTemplate(params.id);
        if (found === undefined) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownTemplate);
        const event = parseObject(text);
        const errors =
          event.epcisBody === undefined ? checkEpcis(event) : [{ pointer: "/epcisBody", message: "must not be: send a bare event" }];
        if (errors.length > 0) throw new ProblemError(TRACEABILITY_PROBLEMS.invalidDocument, { errors });
        return { status: 200, body: profileOf(event, found) };
      },
    }),
  ];
}
