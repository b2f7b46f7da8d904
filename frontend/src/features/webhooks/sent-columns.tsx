import { deliveryState, type DeliveryState } from "@waybill/protocol/schemas/api/subscriptions";
import type { Column, Facet } from "../../entities/list/definition.ts";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { DeliveryMark, Problem } from "./marks.tsx";

/** What everything has that is sent to somebody's server. */
interface Sent {
  state: DeliveryState;
  problem: string | null;
  account: string;
  tries: number;
  createdAt: string;
}

export const STATE: Column<Sent> = {
  id: "state",
  head: "actors.state",
  cell: ({ state, problem }) => (
    <span className="block min-w-40">
      <DeliveryMark state={state} />
      <Problem text={problem} />
    </span>
  ),
  csv: ({ state }) => state,
};

export const ACCOUNT: Column<Pick<Sent, "account">> = {
  id: "account",
  head: "actors.organisation",
  cell: ({ account }) => <AccountChip account={account} />,
  csv: ({ account }) => account,
};

export const TRIES: Column<Sent> = {
  id: "tries",
  head: "operations.deliveries.tries",
  cell: ({ tries }) => <span className="tabular-nums">{tries}</span>,
  csv: ({ tries }) => tries,
};

export const MADE: Column<Sent> = {
  id: "made",
  head: "operations.deliveries.made",
  cell: ({ createdAt }) => <Since time={createdAt} />,
  csv: ({ createdAt }) => createdAt,
};

export const STATE_FACET: Facet = {
  kind: "choice",
  name: "state",
  label: "actors.state",
  options: deliveryState.options.map((value) => ({ value, label: `operations.delivery.${value}` as const })),
};

export const ACCOUNT_FACET: Facet = { kind: "text", name: "account", label: "actors.account" };

/** When something happened, if it did. */
export function Since({ time }: { time: string | null }) {
  return time === null ? (
    "–"
  ) : (
    <span className="whitespace-nowrap">
      <RelativeTime time={time} />
    </span>
  );
}
