import type { PublicClient } from "viem";
import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import type { AnyProjection, Proof } from "../chain/chain.queries.ts";
import { createConservationCheck } from "./conservation.readiness.ts";
import { creditsProof } from "./credits.chain-proof.ts";
import { CREDITS_PROBLEMS } from "./credits.errors.ts";
import { CREDIT_PROJECTIONS } from "./credits.projections.ts";
import { registryRoutes } from "./registry.routes.ts";

export interface CreditsDependencies {
  app: App;
  client: Pick<PublicClient, "request">;
}

export interface Credits extends Module {
  /** What the chain module has to know of grams: their tables, and what the contract's state says of them. */
  projections: readonly AnyProjection[];
  proofs: readonly Proof[];
}

/** Grams of CO2e on chain: who was issued, holds and retired them. Where the deployment has no token, there are none. */
export function createCredits({ app, client }: CreditsDependencies): Credits {
  const { carbon } = app.config.chain.deployment;
  return {
    name: "credits",
    problems: CREDITS_PROBLEMS,
    routes: registryRoutes(app),
    projections: CREDIT_PROJECTIONS,
    proofs: carbon ? [creditsProof(carbon.token)] : [],
    ...(carbon ? { readiness: { credits: createConservationCheck(app, client, carbon.token) } } : {}),
  };
}
