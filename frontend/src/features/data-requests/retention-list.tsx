import { retentionView, type RetentionView } from "@waybill/protocol/schemas/api/privacy";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";

export const RETENTION: ListDefinition<RetentionView> = {
  name: "retention",
  title: "operations.retention",
  path: "/api/installation/retention",
  item: retentionView,
  keyOf: ({ table }) => table,
  nameOf: ({ table }) => table,
  columns: [
    {
      id: "table",
      head: "operations.retention.table",
      cell: ({ table, what }) => (
        <span className="block min-w-48">
          <code className="font-mono text-sm font-semibold">{table}</code>
          <span className="block text-muted">{what}</span>
        </span>
      ),
      csv: ({ table }) => table,
    },
    {
      id: "kept",
      head: "operations.retention.kept",
      cell: ({ hours, from, only, isHeldBack, forgets }) => (
        <span className="block min-w-40">
          <T id="operations.retention.hours" values={{ days: hours / 24, column: <code className="font-mono text-sm">{from}</code> }} />
          {only !== null && (
            <span className="block text-muted">
              <T id="operations.retention.only" values={{ condition: <code className="font-mono text-sm">{only}</code> }} />
            </span>
          )}
          {forgets !== null && (
            <span className="block text-muted">
              <T id="operations.retention.forgets" values={{ column: forgets }} />
            </span>
          )}
          {isHeldBack && (
            <span className="block text-muted">
              <T id="operations.retention.held" />
            </span>
          )}
        </span>
      ),
      csv: ({ hours }) => hours,
    },
    {
      id: "today",
      head: "operations.retention.today",
      cell: ({ removed }) => <Count of={removed.today} />,
      csv: ({ removed }) => removed.today,
    },
    {
      id: "month",
      head: "operations.retention.month",
      cell: ({ removed }) => <Count of={removed.inThirtyDays} />,
      csv: ({ removed }) => removed.inThirtyDays,
    },
    {
      id: "ever",
      head: "operations.retention.ever",
      cell: ({ removed }) => <Count of={removed.ever} />,
      csv: ({ removed }) => removed.ever,
    },
    {
      id: "ran",
      head: "operations.retention.ran",
      cell: ({ ranAt }) =>
        ranAt === null ? (
          "–"
        ) : (
          <span className="whitespace-nowrap">
            <RelativeTime time={ranAt} />
          </span>
        ),
      csv: ({ ranAt }) => ranAt,
    },
  ],
  facets: [
    { kind: "text", name: "named", label: "operations.retention.named" },
    {
      kind: "choice",
      name: "held",
      label: "operations.retention.held.facet",
      options: (["yes", "no"] as const).map((value) => ({ value, label: `operations.retention.held.${value}` as const })),
    },
  ],
  empty: "operations.retention.none",
};

function Count({ of }: { of: number }) {
  return <span className="tabular-nums">{of}</span>;
}
