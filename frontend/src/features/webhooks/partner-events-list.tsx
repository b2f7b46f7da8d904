import { exchangeDelivery, type ExchangeDelivery } from "@waybill/protocol/schemas/api/exchange";
import { deliveryState } from "@waybill/protocol/schemas/api/subscriptions";
import { z } from "zod";
import { History } from "../../entities/console/History.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { DeliveryMark, Problem } from "./marks.tsx";

export const PARTNER_EVENTS: ListDefinition<ExchangeDelivery> = {
  name: "partner-events",
  title: "operations.partner-events",
  path: "/api/exchange/deliveries",
  item: exchangeDelivery,
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
    {
      id: "type",
      head: "operations.partner-events.type",
      cell: ({ type }) => <code className="font-mono text-sm break-all">{type}</code>,
      csv: ({ type }) => type,
    },
    { id: "account", head: "actors.organisation", cell: ({ account }) => <AccountChip account={account} />, csv: ({ account }) => account },
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
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "actors.state",
      options: deliveryState.options.map((value) => ({ value, label: `operations.delivery.${value}` as const })),
    },
  ],
  empty: "operations.partner-events.none",
  every: 15_000,
  acts: [
    {
      id: "retry",
      act: "exchangeEvents:retry",
      label: "operations.deliveries.resend",
      question: "operations.partner-events.retry.question",
      done: "operations.partner-events.retry.done",
      appliesTo: ({ state }) => state === "dead",
      reach: (items) => (
        <p>
          <T id="operations.partner-events.retry.reach" values={{ count: new Set(items.map(({ partnerId }) => partnerId)).size }} />
        </p>
      ),
      perform: ({ id }) => sendOwn(`/api/exchange/deliveries/${id}/retry`, z.undefined()),
    },
  ],
  details: ({ id }) => <History subject={id} />,
};
