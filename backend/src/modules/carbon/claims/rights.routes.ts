import { carbonRights } from "@waybill/protocol/schemas/api/credits";
import { address, type Address } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem";
import { z } from "zod";
import { route, type Route } from "../../../platform/http/route.ts";
import { CARBON_TAG } from "../footprints.routes.ts";
import type { ContractState } from "./contract-state.ts";

/** What an account may do with grams, so that nothing is offered that the contract would refuse. */
export function rightsRoutes(contracts: ContractState): Route[] {
  return [
    route({
      method: "get",
      path: "/api/carbon/accounts/{account}/rights",
      act: "claims:read",
      summary: "What the permission table lets an account do with grams now",
      description: "Asked of the chain each time. Being a verifier says nothing of a claim: its verifier is named, and has no part in it.",
      tag: CARBON_TAG,
      params: z.object({ account: address }),
      responses: { 200: { description: "Its rights.", schema: carbonRights } },
      handler: async ({ params }) => {
        const account = getAddress(params.account) as Address;
        const [mayVerify, mayIssue, mayCancel] = await Promise.all([
          contracts.isVerifier(account),
          contracts.isIssuer(account),
          contracts.mayCancel(account),
        ]);
        return { status: 200, body: { account, mayVerify: mayVerify && !mayIssue, mayIssue, mayCancel } };
      },
    }),
  ];
}
