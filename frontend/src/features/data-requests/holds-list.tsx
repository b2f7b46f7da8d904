import { holdView, type HoldView } from "@waybill/protocol/schemas/api/privacy";
import { History } from "../../entities/console/History.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { RELEASE } from "./acts.tsx";

function Instant({ time }: { time: string }) {
  return (
    <span className="whitespace-nowrap">
      <InstantText time={time} />
    </span>
  );
}

export const HOLDS: ListDefinition<HoldView> = {
  name: "holds",
  title: "operations.holds",
  path: "/api/installation/holds",
  item: holdView,
  keyOf: ({ person, since }) => `${person} ${since}`,
  nameOf: ({ person }) => person,
  columns: [
    {
      id: "person",
      head: "console.person",
      cell: ({ person }) => (
        <a className="link font-mono text-sm break-all" href={`/admin/data-requests/${encodeURIComponent(person)}`}>
          {person}
        </a>
      ),
      csv: ({ person }) => person,
    },
    {
      id: "state",
      head: "actors.state",
      cell: ({ liftedAt }) => (
        <StatusMark tone={liftedAt === null ? "pending" : "neutral"} plain className="whitespace-nowrap">
          <T id={`operations.hold.${liftedAt === null ? "open" : "lifted"}`} />
        </StatusMark>
      ),
      csv: ({ liftedAt }) => (liftedAt === null ? "open" : "lifted"),
    },
    {
      id: "reason",
      head: "operations.hold.reason",
      cell: ({ reason }) =>
        reason === null ? (
          <T id="operations.hold.reason.hidden" />
        ) : (
          <span className="block max-w-96 break-words whitespace-pre-line">{reason}</span>
        ),
      csv: ({ reason }) => reason,
    },
    { id: "since", head: "operations.hold.since", cell: ({ since }) => <Instant time={since} />, csv: ({ since }) => since },
    {
      id: "lifted",
      head: "operations.hold.ended",
      cell: ({ liftedAt }) => (liftedAt === null ? "–" : <Instant time={liftedAt} />),
      csv: ({ liftedAt }) => liftedAt,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "actors.state",
      options: (["open", "lifted"] as const).map((value) => ({ value, label: `operations.hold.${value}` as const })),
    },
  ],
  empty: "operations.holds.none",
  details: ({ person }) => <History subject={person} />,
  acts: [{ ...RELEASE, appliesTo: ({ liftedAt }) => liftedAt === null }],
};
