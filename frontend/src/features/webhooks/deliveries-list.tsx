import { deliveryView, type DeliveryView } from "@waybill/protocol/schemas/api/subscriptions";
import { z } from "zod";
import { History } from "../../entities/console/History.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { ACCOUNT, ACCOUNT_FACET, MADE, Since, STATE, STATE_FACET, TRIES } from "./sent-columns.tsx";

export const DELIVERIES: ListDefinition<DeliveryView> = {
  name: "deliveries",
  title: "operations.deliveries",
  path: "/api/deliveries",
  item: deliveryView,
  keyOf: ({ id }) => id,
  nameOf: ({ id }) => id,
  columns: [
    STATE,
    ACCOUNT,
    {
      id: "events",
      head: "operations.deliveries.events",
      cell: ({ eventCount }) => <span className="tabular-nums">{eventCount}</span>,
      csv: ({ eventCount }) => eventCount,
    },
    TRIES,
    MADE,
    {
      id: "settled",
      head: "operations.deliveries.settled",
      cell: ({ settledAt }) => <Since time={settledAt} />,
      csv: ({ settledAt }) => settledAt,
    },
  ],
  facets: [STATE_FACET, ACCOUNT_FACET, { kind: "text", name: "subscription", label: "operations.deliveries.subscription" }],
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
      perform: ({ subscriptionId }, _, idempotencyKey) =>
        sendOwn(`/api/subscriptions/${encodeURIComponent(subscriptionId)}/resume`, z.undefined(), { idempotencyKey }),
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
