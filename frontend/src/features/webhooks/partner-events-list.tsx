import { exchangeDelivery, type ExchangeDelivery } from "@waybill/protocol/schemas/api/exchange";
import { z } from "zod";
import { History } from "../../entities/console/History.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { ACCOUNT, ACCOUNT_FACET, MADE, STATE, STATE_FACET, TRIES } from "./sent-columns.tsx";

export const PARTNER_EVENTS: ListDefinition<ExchangeDelivery> = {
  name: "partner-events",
  title: "operations.partner-events",
  path: "/api/exchange/deliveries",
  item: exchangeDelivery,
  keyOf: ({ id }) => id,
  nameOf: ({ id }) => id,
  columns: [
    STATE,
    {
      id: "type",
      head: "operations.partner-events.type",
      cell: ({ type }) => <code className="font-mono text-sm break-all">{type}</code>,
      csv: ({ type }) => type,
    },
    ACCOUNT,
    TRIES,
    MADE,
  ],
  facets: [STATE_FACET, ACCOUNT_FACET],
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
      perform: ({ id }, _, idempotencyKey) => sendOwn(`/api/exchange/deliveries/${id}/retry`, z.undefined(), { idempotencyKey }),
    },
  ],
  details: ({ id }) => <History subject={id} />,
};
