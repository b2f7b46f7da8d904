import type { PublicClient } from "viem";
import type { App } from "../../platform/app.ts";
import type { Module, Service } from "../../platform/module.ts";
import { registerAccessMetrics } from "./access/access.metrics.ts";
import { chainActsRoutes } from "./access/chain-acts.routes.ts";
import { CHECK_ACCESS_CRONTAB, CHECK_ACCESS_TASK, checkAccess, type AccessCheck } from "./access/check-access.ts";
import { anchorLogProof } from "./anchoring/log-proof.ts";
import { createLogView, type LogView } from "./anchoring/log-view.ts";
import { followAnchors } from "./anchoring/batch-author.ts";
import { LIST_UNITS_TASK, listUnits } from "./anchoring/list-units.ts";
import { startBatcher, type Batching, type StatementSource } from "./anchoring/batcher.ts";
import type { CaptureTimes } from "./anchor-costs.views.ts";
import { findAnchor, type PartiesByAccount } from "./anchors.views.ts";
import { CHAIN_PROBLEMS } from "./chain.errors.ts";
import { createChainQueries, type ChainQueries } from "./chain.queries.ts";
import { registerChainMetrics } from "./chain.metrics.ts";
import { chainRoutes } from "./chain.routes.ts";
import { createDeploymentCheck } from "./deployment-check.ts";
import { engineRoutes } from "./engine.routes.ts";
import { feedsReadiness } from "./feeds.readiness.ts";
import { feedPlaces } from "./feeds.views.ts";
import { actorsProjection } from "./indexer/actors.projection.ts";
import { anchorsProjection } from "./indexer/anchors.projection.ts";
import { checkpointsProjection } from "./indexer/checkpoints.projection.ts";
import { createCompletenessCheck } from "./indexer/completeness.ts";
import { startIndexer } from "./indexer/indexer.ts";
import type { Proof } from "./indexer/proof/proof.ts";
import type { AnyProjection } from "./indexer/projection.ts";
import { createNodeView } from "./node.views.ts";
import type { TransactionListeners } from "./relayer/changes.ts";
import { createRelayNode } from "./relayer/node.ts";
import { createRelay, type Relay, type SenderRole } from "./relayer/relay.ts";
import { policyOf, type RelayerPolicy, type Sending } from "./relayer/sending.ts";
import { distinct, signersOf, startRelayers, type Signers } from "./relayer/signers.ts";
import { startHeirs } from "./relayer/heirs.ts";
import { rpcProxyRoutes } from "./rpc-proxy.routes.ts";
import type { SenderAccount } from "./senders.views.ts";
import { steeringRoutes } from "./steering.routes.ts";
import { createStatusView } from "./status.views.ts";

/** The part of the chain module that other modules need before the module itself can be made. */
export interface ChainSeam {
  queries: ChainQueries;
  relay: Relay;
  log: LogView;
  signers: Signers;
}

export function createChainSeam({ config: { chain, keys } }: App): ChainSeam {
  const signers = signersOf(keys);
  const { supplyChain, carbon } = chain.deployment;
  const relay = createRelay({ supplyChain, carbon: carbon?.token }, signers);
  const log = createLogView();
  return { queries: createChainQueries(log, relay), relay, log, signers };
}

export interface ChainDependencies {
  app: App;
  seam: ChainSeam;
  client: PublicClient;
  statements: StatementSource & { captureTimes: CaptureTimes };
  parties: PartiesByAccount;
  /** Who has a role in the installation. */
  people: AccessCheck["people"];
  /** What other modules make of the contract's events. */
  projections: readonly AnyProjection[];
  /** What the contract's state says of those rows. */
  proofs: readonly Proof[];
  /** Who wants to know what becomes of relayed transactions, by the first part of their business keys. */
  listeners: TransactionListeners;
  policy?: Partial<RelayerPolicy>;
}

const SENDER_ROLES = ["relayer", "registrar"] as const satisfies readonly SenderRole[];

export interface Chain extends Module {
  projections: readonly AnyProjection[];
}

/** Indexer, relayer, batcher, and the pages about them. */
export function createChain({
  app,
  seam,
  client,
  statements,
  parties,
  people,
  projections: more,
  proofs: moreProofs,
  listeners,
  policy,
}: ChainDependencies): Chain {
  const { chain } = app.config;
  const { relay, signers } = seam;
  const isOurChain = createDeploymentCheck(client, chain.deployment);
  const node = createRelayNode(client, chain.deployment);
  const batching: Batching = { app, relay, statements };
  const projections = [actorsProjection, anchorsProjection, checkpointsProjection, ...more];
  const followed: TransactionListeners = { anchor: followAnchors, ...listeners };
  const sending: Omit<Sending, "signer"> = {
    app,
    chainId: chain.id,
    node,
    listeners: followed,
    policy: { ...policyOf(app.config.relaying), ...policy },
  };
  const senders = () =>
    [...distinct(signers).keys()].map((address): SenderAccount => ({
      address,
      roles: SENDER_ROLES.filter((role) => signers[role].address === address),
    }));
  const own = () => senders().map(({ address }) => address);
  const lookAtNode = createNodeView({
    app,
    client,
    isOurChain,
    accounts: own,
  });
  const feeds = feedPlaces(app.config);
  const engine = { app, feeds, senders, lookAtNode };
  registerChainMetrics({ ...engine, statements });
  registerAccessMetrics(app);
  return {
    name: "chain",
    records: {
      "/anchors/$index": async (ctx, named) => /^\d{1,15}$/.test(named) && (await findAnchor(ctx, parties, Number(named))) !== undefined,
    },
    problems: CHAIN_PROBLEMS,
    routes: [
      ...chainRoutes({
        app,
        batching,
        parties,
        status: createStatusView({ app, lookAtNode, signers, statements }),
      }),
      ...engineRoutes({ ...engine, captureTimes: statements.captureTimes }),
      ...steeringRoutes(app, signers),
      ...chainActsRoutes(app),
      ...rpcProxyRoutes(app),
    ],
    jobs: {
      [LIST_UNITS_TASK]: listUnits(batching),
      [CHECK_ACCESS_TASK]: checkAccess({ isOurChain, people, own }),
    },
    crontab: [CHECK_ACCESS_CRONTAB],
    services: {
      indexer: async () =>
        startIndexer({
          app,
          projections,
          proofs: [anchorLogProof(chain.deployment.supplyChain, chain.deployment.fromBlock), ...moreProofs],
        }),
      relayer: async () => allOf([startBatcher(batching), startHeirs(sending, signers), startRelayers(sending, signers)]),
    },
    readiness: { indexer: () => feedsReadiness(app, feeds), log: createCompletenessCheck(app, client, seam.log) },
    projections,
  };
}

function allOf(services: readonly Service[]): Service {
  return {
    async stop() {
      await Promise.all(services.map((service) => service.stop()));
    },
  };
}
