import type { LogEntry } from "@waybill/protocol/schemas/warehouse/floor";
import { useInfiniteQuery } from "@tanstack/react-query";
import { RelativeTime } from "../../entities/Times.tsx";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { read } from "../api/ask.ts";
import { logPage } from "../api/use-floor.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { Title } from "../parts/Title.tsx";
import { placeOf } from "../place.ts";

const WORDS: Readonly<Record<string, MessageId>> = {
  ...{ counted: "floor.log.counted", damaged: "floor.log.damaged", instructed: "floor.log.instructed", packed: "floor.log.packed" },
  ...{ picked: "floor.log.picked", proven: "floor.log.proven", "put-away": "floor.log.put-away", received: "floor.log.received" },
  ...{ expired: "floor.log.expired", shipped: "floor.log.shipped", withdrawn: "floor.log.withdrawn", refused: "floor.log.refused" },
  ...{ "staff-added": "floor.log.staff-added", "staff-ended": "floor.log.staff-ended" },
  ...{ "lead-given": "floor.log.lead-given", "lead-taken": "floor.log.lead-taken" },
  ...{ "device-added": "floor.log.device-added", "device-enrolled": "floor.log.device-enrolled", "device-ended": "floor.log.device-ended" },
};

/** What happened, and by whom, the newest first; of one shipment or of all. */
export function LogPage({ shipment }: { shipment: string | null }) {
  const t = useText();
  const { data, error, isError, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["log", shipment],
    queryFn: ({ pageParam, signal }) => read("log", logPage, { query: { shipment, after: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const entries = data?.pages.flatMap(({ items }) => items);
  return (
    <>
      <Title title={t("floor.log")}>
        {shipment !== null && (
          <a className="link" href={placeOf("shipments", shipment)}>
            <T id="floor.log.shipment" />
          </a>
        )}
      </Title>
      {isError && <Refusal error={error} />}
      {entries?.length === 0 && (
        <p className="text-muted">
          <T id="list.empty" />
        </p>
      )}
      <ol className="divide-y divide-line border-y border-line">
        {entries?.map((entry) => (
          <li key={entry.id} className="py-3">
            <p>
              <span className="font-semibold">
                <What what={entry.what} />
              </span>{" "}
              <span className="text-muted">
                <T id="floor.log.by" values={{ name: entry.by ?? t("floor.people.erased"), time: <RelativeTime time={entry.at} /> }} />
              </span>
            </p>
            <Details entry={entry} />
            {shipment === null && entry.shipment !== null && (
              <a className="link text-sm" href={placeOf("shipments", entry.shipment)}>
                <T id="floor.log.shipment" />
              </a>
            )}
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button size="large" className="mt-5 w-full" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          <T id="list.more" />
        </Button>
      )}
    </>
  );
}

/** What this page has no words for is named as the log has it. */
function What({ what }: { what: string }) {
  const known = WORDS[what];
  return known === undefined ? <span className="font-mono">{what}</span> : <T id={known} />;
}

/** As they were noted; nothing of it is an address or a name of a customer. */
function Details({ entry: { details } }: { entry: LogEntry }) {
  const shown = Object.entries(details).filter(([name, value]) => name !== "task" && value !== null);
  if (shown.length === 0) return null;
  return (
    <p className="font-mono text-sm break-all text-muted">
      {shown
        .map(
          ([name, value]) =>
            `${name}: ${Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value)}`,
        )
        .join(" · ")}
    </p>
  );
}
