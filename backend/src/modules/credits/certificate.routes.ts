import { certificate } from "@waybill/protocol/certificates/certificate";
import { hex32, type Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { z } from "zod";
import type { App } from "../../platform/app.ts";
import { ProblemError } from "../../platform/errors.ts";
import { route, type Route } from "../../platform/http/route.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { certificatePdf } from "./certificate-pdf.ts";
import { certificateOf } from "./certificate.views.ts";
import { CREDITS_PROBLEMS } from "./credits.errors.ts";
import { CREDITS_TAG as tag } from "./registry.routes.ts";

const params = z.object({ retirement: hex32 });
const PDF = "application/pdf";

/** Papers of retirements. The signature says whose paper it is; what it says is proven by the chain alone. */
export function certificateRoutes(app: App, chain: CarbonChain): Route[] {
  const reading = { tx: app.db.dataSource.manager };
  const paperOf = async (retirement: string) => {
    const found = await certificateOf(reading, chain, { retirement, key: app.config.keys.relayer.reveal() });
    if (!found) throw new ProblemError(CREDITS_PROBLEMS.retirementUnknown);
    return found;
  };
  return [
    route({
      method: "get",
      path: "/api/carbon/retirements/{retirement}/certificate",
      act: "grams:read",
      summary: "Certificate of a retirement as signed JSON",
      description: "`waybill certificate verify` checks it from the chain alone.",
      tag,
      params,
      responses: { 200: { description: "The certificate.", schema: certificate } },
      handler: async ({ params: { retirement } }) => ({ status: 200, body: await paperOf(retirement) }),
    }),
    route({
      method: "get",
      path: "/api/carbon/retirements/{retirement}/certificate.pdf",
      act: "grams:read",
      summary: "Certificate of a retirement as PDF",
      description: "One page for people; the signed JSON is attached inside of the file.",
      tag,
      cost: 10,
      params,
      responses: { 200: { description: "The certificate.", contentType: PDF } },
      handler: async ({ params: { retirement } }) => {
        const paper = await paperOf(retirement);
        const accounts = [paper.holder, paper.beneficiary, paper.batch.verifier] as Address[];
        const parties = await partiesByAccount(reading, accounts);
        const names = new Map([...parties].map(([account, { name }]) => [account as string, name]));
        return {
          status: 200,
          bytes: await certificatePdf(paper, names),
          contentType: PDF,
          headers: { "Content-Disposition": `inline; filename="retirement-${retirement.slice(2, 10)}.pdf"` },
        };
      },
    }),
  ];
}
