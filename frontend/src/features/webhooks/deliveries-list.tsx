import { deliveryState, deliveryView, type DeliveryView } from "@waybill/protocol/schemas/api/subscriptions";
import { z } from "zod";
import { History } from "../../entities/console/History.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { DeliveryMark, Problem } from "./marks.tsx";

export const DELIVERIES: ListDefinition<DeliveryView> = {
  name: "deliveries",
  title: "operations.deliveries",
  path: "/api/deliveries",
  item: deliveryView,
  keyOf: ({ id }) => id,
  nameOf: ({ id }) => id,
  columns: [
    {
      id: "state",
      head: "actors.state",
      cell: ({ state, problem }) => (
        <span className="block min-w-40">
          <DeliveryMark state={state} />
          <Problem text={problem} />
        </span>
      ),
      csv: ({ state }) => state,
    },
    { id: "account", head: "actors.organisation", cell: ({ account }) => <AccountChip account={account} />, csv: ({ account }) => account },
    {
      id: "events",
      head: "operations.deliveries.events",
      cell: ({ eventCount }) => <span className="tabular-nums">{eventCount}</span>,
      csv: ({ eventCount }) => eventCount,
    },
    {
      id: "tries",
      head: "operations.deliveries.tries",
      cell: ({ tries }) => <span className="tabular-nums">{tries}</span>,
      csv: ({ tries }) => tries,
    },
    {
      id: "made",
      head: "operations.deliveries.made",
      cell: ({ createdAt }) => (
        <span className="whitespace-nowrap">
          <RelativeTime time={createdAt} />
        </span>
      ),
      csv: ({ createdAt }) => createdAt,
    },
    {
      id: "settled",
      head: "operations.deliveries.settled",
      cell: ({ settledAt }) =>
        settledAt === null ? (
          "–"
        ) : (
          <span className="whitespace-nowrap">
            <RelativeTime time={settledAt} />
          </span>
        ),
      csv: ({ settledAt }) => settledAt,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "actors.state",
      options: deliveryState.options.map((value) => ({ value, label: `operations.delivery.${value}` as const })),
    },
    { kind: "text", name: "subscription", label: "operations.deliveries.subscription" },
  ],
  empty: "operations.deliveries.none",
  every: 15_000,
  acts: [
    {
      id: "resend",
      act: "subscriptions:steer",
      label: "operations.deliveries.resend",
      question: "operations.deliveries.resend.question",
      done: "operations.deliveries.resend.done",
      appliesTo: ({ canBeResent }) => canBeResent,
      reach: (items) => (
        <p>
          <T
            id="operations.deliveries.resend.reach"
            values={{ count: items.length, events: items.reduce((sum, { eventCount }) => sum + eventCount, 0) }}
          />
        </p>
      ),
      perform: ({ subscriptionId }) => sendOwn(`/api/subscriptions/${encodeURIComponent(subscriptionId)}/resume`, z.undefined()),
    },
  ],
  details: ({ id, subscriptionId, after, through }) => (
    <div className="space-y-4">
      <p className="text-muted">
        <T
          id="operations.deliveries.range"
          values={{
            id: <code className="font-mono break-all">{id}</code>,
            subscription: <code className="font-mono break-all">{subscriptionId}</code>,
            after,
            through,
          }}
        />
      </p>
      <History subject={subscriptionId} />
    </div>
  ),
};
