import { useQuery } from "@tanstack/react-query";
import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { getJson } from "../lib/api/client.ts";
import { isGone } from "../lib/api/errors.ts";
import { keys } from "../lib/api/query-keys.ts";
import { T, useText } from "../lib/i18n/text.tsx";
import { eventHashOfId } from "../lib/short.ts";
import { HashChip } from "./HashChip.tsx";
import { PartyChip } from "./PartyChip.tsx";

/** A statement by its commitment, with who made it; leads to its event as soon as that is known, and says when it was erased. */
export function StatementLink({ commitment }: { commitment: string }) {
  const t = useText();
  const { data, error } = useQuery({
    queryKey: keys.said(commitment),
    queryFn: ({ signal }) => getJson(`/api/statements/${commitment}`, statementView, { signal }),
  });
  return (
    <>
      <HashChip hash={commitment} kind={t("chip.commitment")} href={data && `/events/${eventHashOfId(data.eventId)}`} />
      {data !== undefined && <PartyChip party={data.author} />}
      {isGone(error) && (
        <span className="text-sm text-muted">
          <T id="chip.erased" />
        </span>
      )}
    </>
  );
}
