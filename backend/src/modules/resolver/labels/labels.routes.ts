import { LABEL_SHEETS, labelPreviewQuery, labelsRequest } from "@waybill/protocol/schemas/api/labels";
import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { labelsPdf } from "./label-pdf.ts";
import { labelSvg } from "./label-svg.ts";
import { drawLabel, thingsOf, titlesOf } from "./labels.service.ts";

/** Each may have hundreds of labels. */
const SHEETS_PER_HOUR = 120;
const TAG = "GS1 Digital Link";

/** Labels to print. They say nothing that is not on the goods, so anybody may ask for them. */
export function labelsRoutes({ app }: { app: App }): Route[] {
  return [
    route({
      method: "post",
      path: "/api/labels",
      act: "labels:draw",
      limitPerHour: SHEETS_PER_HOUR,
      summary: "Sheets of labels with QR codes or DataMatrix, as PDF",
      description: "A code holds a Digital Link to this installation, or a GS1 element string; what it names stands beside it for people.",
      tag: TAG,
      cost: 10,
      body: labelsRequest,
      responses: { 200: { description: "The sheets.", contentType: "application/pdf" } },
      handler: async ({ body, origin, traceId }) => {
        const things = thingsOf(body);
        const titles = await inTransaction(app, (ctx) => titlesOf(ctx, things, body.title), { traceId });
        const drawings = things.map((thing, index) => () => drawLabel(thing, titles[index] ?? "", { ...body, origin }));
        const bytes = await labelsPdf(LABEL_SHEETS[body.sheet], drawings, { skip: body.skip, made: app.clock.now() });
        return { status: 200, bytes, contentType: "application/pdf", headers: { "Content-Disposition": 'inline; filename="labels.pdf"' } };
      },
    }),
    route({
      method: "get",
      path: "/api/labels/preview",
      act: "labels:draw",
      summary: "One label as a picture, at the size in which it is printed",
      tag: TAG,
      query: labelPreviewQuery,
      responses: { 200: { description: "The label.", contentType: "image/svg+xml" } },
      handler: async ({ query, origin, traceId }) => {
        const things = thingsOf({ items: [query.identifier] });
        const titles = await inTransaction(app, (ctx) => titlesOf(ctx, things, query.title), { traceId });
        const [svg] = things.map((thing, index) =>
          labelSvg(LABEL_SHEETS[query.sheet], drawLabel(thing, titles[index] ?? "", { ...query, origin })),
        );
        return { status: 200, text: svg ?? "", contentType: "image/svg+xml; charset=utf-8" };
      },
    }),
  ];
}
