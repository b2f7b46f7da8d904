import { placeCounts, type PlaceCounts } from "@waybill/protocol/schemas/api/copies";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQuery } from "@tanstack/react-query";
import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { Card } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { COPIES } from "./copies-list.tsx";

const answer = pageOf(placeCounts);

/** Where everybody's files are kept, and which copies are not there. */
export function CopiesPage() {
  const t = useText();
  const query = useQuery({
    queryKey: keys.list("copies", { of: "places" }),
    queryFn: ({ signal }) => getOwn("/api/installation/copies/places", answer, signal),
  });
  return (
    <>
      <PageTitle title={t("operations.copies")}>
        <T id="operations.copies.about" />
      </PageTitle>
      {query.isPending && <Skeleton lines={3} label={t("app.loading")} />}
      {query.isError && query.data === undefined && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && (
        <ul className="mb-8 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {query.data.items.map((counts) => (
            <li key={counts.place}>
              <Place counts={counts} />
            </li>
          ))}
        </ul>
      )}
      <List list={COPIES} />
    </>
  );
}

/** Of less than a tenth of a megabyte every byte is told. */
function Size({ bytes }: { bytes: number }) {
  return bytes < 100_000 ? (
    <T id="operations.copies.bytes" values={{ bytes }} />
  ) : (
    <T id="operations.copies.megabytes" values={{ megabytes: bytes / 1_000_000 }} />
  );
}

function Place({ counts: { place, kept, waiting, missing, keptBytes, oldestCheckAt } }: { counts: PlaceCounts }) {
  return (
    <Card className="h-full">
      <h2 className="text-lg">
        <T id={`document.pin.${place}`} />
      </h2>
      <p className="mt-1">
        <T id="operations.copies.kept" values={{ count: kept, size: <Size bytes={keptBytes} /> }} />
      </p>
      <p>
        <StatusMark tone={missing > 0 ? "failed" : waiting > 0 ? "pending" : "neutral"} plain>
          <T id="operations.copies.not-kept" values={{ waiting, missing }} />
        </StatusMark>
      </p>
      {oldestCheckAt !== null && (
        <p className="text-sm text-muted">
          <T id="operations.copies.checked" values={{ time: <RelativeTime time={oldestCheckAt} /> }} />
        </p>
      )}
    </Card>
  );
}
