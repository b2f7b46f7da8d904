import { useQuery } from "@tanstack/react-query";
import type { RetirementRequestView } from "@waybill/protocol/schemas/api/credits";
import { senderView } from "@waybill/protocol/schemas/api/chain-status";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { InstantText } from "../../../entities/Times.tsx";
import { getJson } from "../../../lib/api/client.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";

const senders = pageOf(senderView);
const POLL_MS = 5_000;

/** Why something signed does not go out, where the service says so; and what its deadline makes of it. */
export function Waiting({ request: { reason, deadline } }: { request: Pick<RetirementRequestView, "reason" | "deadline"> }) {
  const { data } = useQuery({
    queryKey: keys.senders,
    queryFn: ({ signal }) => getJson("/api/chain/senders", senders, { signal }),
    refetchInterval: POLL_MS,
  });
  if (deadline * 1_000 < Date.now()) {
    return (
      <Callout tone="unknown" live title={<T id="retire.late" />}>
        <T id="retire.late.text" />
      </Callout>
    );
  }
  const why = reason ?? data?.items.find(({ roles, reason }) => roles.includes("relayer") && reason !== null)?.reason;
  if (why === undefined || why === null) return null;
  return (
    <Callout tone="pending" live title={<T id="retire.waiting" />}>
      <p>{why}</p>
      <p>
        <T id="retire.waiting.text" values={{ time: <InstantText time={deadline} /> }} />
      </p>
    </Callout>
  );
}
