import { subscriptionProgress, subscriptionState, type SubscriptionProgress } from "@waybill/protocol/schemas/api/subscriptions";
import { z } from "zod";
import { History } from "../../entities/console/History.tsx";
import type { ListAct, ListDefinition } from "../../entities/list/definition.ts";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { Problem, SubscriptionMark } from "./marks.tsx";
import { ACCOUNT, ACCOUNT_FACET, Since } from "./sent-columns.tsx";
import { SubscriptionsReach } from "./SubscriptionsReach.tsx";

const order = (id: string, what: string, idempotencyKey: string, body: object = {}) =>
  sendOwn(`/api/subscriptions/${encodeURIComponent(id)}/${what}`, z.undefined(), { body, idempotencyKey });

/** Each of them for one or many: what was given up is sent again as it was, or everything since a day in new documents. */
const ACTS: readonly ListAct<SubscriptionProgress>[] = [
  {
    id: "resume",
    act: "subscriptions:steer",
    label: "operations.subscriptions.resume",
    question: "operations.subscriptions.resume.question",
    done: "operations.subscriptions.resume.done",
    appliesTo: ({ state, problem }) => state !== "active" || problem !== null,
    reach: (items) => <SubscriptionsReach items={items} text="operations.subscriptions.resume.reach" />,
    perform: ({ id }, _, key) => order(id, "resume", key),
  },
  {
    id: "pause",
    act: "subscriptions:steer",
    label: "operations.subscriptions.pause",
    question: "operations.subscriptions.pause.question",
    done: "operations.subscriptions.pause.done",
    appliesTo: ({ state }) => state === "active",
    reach: (items) => <SubscriptionsReach items={items} text="operations.subscriptions.pause.reach" />,
    perform: ({ id }, _, key) => order(id, "pause", key),
  },
  {
    id: "replay",
    act: "subscriptions:steer",
    label: "operations.subscriptions.replay",
    question: "operations.subscriptions.replay.question",
    done: "operations.subscriptions.replay.done",
    reach: (items) => <SubscriptionsReach items={items} text="operations.subscriptions.replay.reach" />,
    asks: { kind: "day", label: "operations.subscriptions.replay.from" },
    perform: ({ id }, day, key) => order(id, "replay", key, { from: `${day}T00:00:00Z` }),
    isDangerous: true,
  },
];

export const SUBSCRIPTIONS: ListDefinition<SubscriptionProgress> = {
  name: "subscriptions",
  title: "operations.subscriptions",
  path: "/api/subscriptions",
  item: subscriptionProgress,
  keyOf: ({ id }) => id,
  nameOf: ({ queryName, dest }) => `${queryName}, ${dest}`,
  columns: [
    {
      id: "query",
      head: "operations.subscriptions.query",
      cell: ({ queryName, dest }) => (
        <span className="block min-w-40 max-w-80">
          <span className="font-medium break-words">{queryName}</span>
          <span className="block break-all text-muted">{dest}</span>
        </span>
      ),
      csv: ({ queryName }) => queryName,
    },
    ACCOUNT,
    {
      id: "state",
      head: "actors.state",
      cell: ({ state, problem }) => (
        <>
          <SubscriptionMark state={state} />
          <Problem text={problem} />
        </>
      ),
      csv: ({ state }) => state,
    },
    {
      id: "behind",
      head: "operations.subscriptions.behind",
      cell: ({ behind }) => <span className="tabular-nums">{behind}</span>,
      csv: ({ behind }) => behind,
    },
    {
      id: "dead",
      head: "operations.subscriptions.dead",
      cell: ({ deadLetters }) => <span className="tabular-nums">{deadLetters}</span>,
      csv: ({ deadLetters }) => deadLetters,
    },
    {
      id: "notified",
      head: "operations.subscriptions.notified",
      cell: ({ notifiedAt }) => <Since time={notifiedAt} />,
      csv: ({ notifiedAt }) => notifiedAt,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "actors.state",
      options: subscriptionState.options.map((value) => ({ value, label: `operations.subscription.${value}` as const })),
    },
    ACCOUNT_FACET,
  ],
  empty: "operations.subscriptions.none",
  every: 15_000,
  acts: ACTS,
  details: ({ id, mark }) => (
    <div className="space-y-4">
      <p className="text-muted">
        <T id="operations.subscriptions.mark" values={{ id: <code className="font-mono break-all">{id}</code>, mark }} />
      </p>
      <History subject={id} />
    </div>
  ),
};
