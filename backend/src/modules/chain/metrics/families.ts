import { feedState } from "@waybill/protocol/schemas/api/chain-status";
import type { Family as GaugeFamily, Labels } from "../../../platform/gauges.ts";
import type { MeasuredFeed, Snapshot } from "./snapshot.ts";

type Family = GaugeFamily<Snapshot>;

const WEI_PER_ETHER = 1e18;

function perFeed(name: string, help: string, value: (feed: MeasuredFeed) => number | null): Family {
  const series: Family["series"] = ({ feeds }) =>
    feeds.flatMap((feed): [Labels, number][] => {
      const number = value(feed);
      return number === null ? [] : [[{ feed: feed.name }, number]];
    });
  return { name, help, labels: ["feed"], series };
}

function alone(name: string, help: string, value: (snapshot: Snapshot) => number | null): Family {
  const series: Family["series"] = (snapshot) => {
    const number = value(snapshot);
    return number === null ? [] : [[{}, number]];
  };
  return { name, help, labels: [], series };
}

function perSender(name: string, help: string, value: (sender: Snapshot["senders"][number]) => number | null): Family {
  const series: Family["series"] = ({ senders }) =>
    senders.flatMap((sender): [Labels, number][] => {
      const number = value(sender);
      return number === null ? [] : [[{ role: sender.roles.join("+") }, number]];
    });
  return { name, help, labels: ["role"], series };
}

const CHAIN: readonly Family[] = [
  alone("waybill_chain_node_up", "1 while the node answers.", ({ node }) => Number(node.isReachable)),
  {
    name: "waybill_chain_foreign",
    help: "1 while the node is on another chain or the contract is not there, as the API and as the indexer see it.",
    labels: ["seen_by"],
    series: ({ node, feeds }) => [
      [{ seen_by: "api" }, Number(node.isForeign)],
      [{ seen_by: "indexer" }, Number(feeds.some(({ state }) => state === "foreign"))],
    ],
  },
  {
    name: "waybill_chain_block",
    help: "Block numbers by kind: newest, indexed, safe, final, and the last one at which completeness was proven.",
    labels: ["feed", "kind"],
    series: ({ feeds }) =>
      feeds.flatMap(({ name, head, indexed, safe, final, provenNumber }) => {
        const numbers = { head: head?.number, indexed: indexed?.number, safe: safe?.number, final: final?.number, proven: provenNumber };
        return Object.entries(numbers).flatMap(([kind, number]): [Labels, number][] =>
          typeof number === "number" ? [[{ feed: name, kind }, number]] : [],
        );
      }),
  },
  perFeed("waybill_chain_lag_blocks", "Blocks that are on the chain and not indexed.", ({ lagBlocks }) => lagBlocks),
  perFeed("waybill_chain_lag_seconds", "Chain time between the newest block and the last one indexed.", ({ lagSeconds }) => lagSeconds),
  {
    name: "waybill_chain_feed_state",
    help: "1 for the state that a feed is in, 0 for the others.",
    labels: ["feed", "state"],
    series: ({ feeds }) =>
      feeds.flatMap((feed) => feedState.options.map((state) => [{ feed: feed.name, state }, Number(feed.state === state)] as const)),
  },
  perFeed("waybill_chain_feed_followed", "1 while some process follows the feed.", ({ isFollowed }) => Number(isFollowed)),
  perFeed("waybill_chain_proof_lag_blocks", "Final blocks since completeness was last proven.", ({ final, provenNumber }) =>
    final === null || provenNumber === null ? null : Math.max(0, final.number - provenNumber),
  ),
  perFeed("waybill_chain_healed_logs", "Logs that the node had withheld and that were found, ever.", ({ healedLogs }) => healedLogs),
  perFeed("waybill_chain_reorgs", "Reorganisations, ever.", ({ reorgs }) => reorgs),
  perFeed("waybill_chain_reorgs_below_final", "Reorganisations below a final block, ever.", ({ reorgsBelowFinal }) => reorgsBelowFinal),
  perFeed("waybill_chain_reorg_depth", "Blocks undone by the deepest reorganisation of the last hour.", ({ reorgDepth }) => reorgDepth),
];

const RELAYER: readonly Family[] = [
  {
    name: "waybill_relayer_transactions",
    help: "Transactions in each state that is not final.",
    labels: ["state"],
    series: ({ transactions }) => transactions.map(({ state, count }) => [{ state }, count]),
  },
  {
    name: "waybill_relayer_oldest_seconds",
    help: "Age of the oldest transaction in each state that is not final; 0 when there is none.",
    labels: ["state"],
    series: ({ transactions }) => transactions.map(({ state, ageSeconds }) => [{ state }, ageSeconds]),
  },
  {
    name: "waybill_relayer_attempts",
    help: "Signed forms of transactions under way: the first of each nonce, and its replacements.",
    labels: ["kind"],
    series: ({ attempts }) => Object.entries(attempts).map(([kind, count]) => [{ kind }, count]),
  },
  perSender("waybill_relayer_balance_ether", "What a sender has; absent while the node does not answer.", ({ balanceWei }) =>
    balanceWei === null ? null : Number(balanceWei) / WEI_PER_ETHER,
  ),
  perSender(
    "waybill_relayer_spent_ether",
    "What a sender paid within 24 hours.",
    ({ spentWeiPerDay }) => Number(spentWeiPerDay) / WEI_PER_ETHER,
  ),
  perSender(
    "waybill_relayer_runway_hours",
    "How long a sender's balance lasts at the pace of the last day.",
    ({ runwayHours }) => runwayHours,
  ),
  perSender("waybill_relayer_stuck", "Transactions signed a minute ago and not mined, or of unknown fate.", ({ stuck }) => stuck),
];

const ANCHORING: readonly Family[] = [
  alone("waybill_anchor_waiting_statements", "Statements that are not on the chain yet.", ({ waiting }) => waiting.statements),
  alone("waybill_anchor_oldest_waiting_seconds", "Age of the oldest of them; 0 when none waits.", ({ waiting }) => waiting.oldestSeconds),
  alone(
    "waybill_anchor_delay_seconds",
    "From capture of the oldest statement to its block, for the newest anchor of ours.",
    ({ lastAnchor }) =>
      lastAnchor === null || lastAnchor.capturedAt === null ? null : secondsBetween(lastAnchor.capturedAt, lastAnchor.includedAt),
  ),
  alone("waybill_anchor_cost_per_statement_gwei", "Cost of the newest anchor of ours, per statement.", ({ lastAnchor }) =>
    lastAnchor === null || lastAnchor.costPerStatementWei === null ? null : Number(lastAnchor.costPerStatementWei) / 1e9,
  ),
];

function secondsBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1_000);
}

export const FAMILIES: readonly Family[] = [...CHAIN, ...RELAYER, ...ANCHORING];
