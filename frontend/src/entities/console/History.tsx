import { useQuery } from "@tanstack/react-query";
import { auditEntryView, type AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { withQuery } from "../../lib/api/http.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { Skeleton } from "../../ui/Progress.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { LoadFailure } from "../LoadFailure.tsx";
import { InstantText } from "../Times.tsx";

type Of = { subject: string } | { account: string } | { action: string };

const LIMIT = 20;
const answer = pageOf(auditEntryView);

/** What the audit log has about one thing, about an organisation and on its behalf, or of acts of one noun; the newest first. @param isInConsole the rest can be read there */
export function History({ title = "history.title", isInConsole = true, ...of }: Of & { title?: MessageId; isInConsole?: boolean }) {
  const t = useText();
  const query = useQuery({
    queryKey: keys.history(of),
    queryFn: ({ signal }) => getOwn(withQuery("/api/audit", { ...of, limit: LIMIT }), answer, signal),
  });
  if (query.isPending) return <Skeleton lines={2} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  const { items, next } = query.data;
  return (
    <div className="space-y-2">
      <p className="font-semibold">
        <T id={title} />
      </p>
      {items.length === 0 ? (
        <p className="text-muted">
          <T id="history.none" />
        </p>
      ) : (
        <ol className="space-y-1.5">
          {items.map((item) => (
            <Entry key={item.hash} {...item} />
          ))}
        </ol>
      )}
      {next !== null && isInConsole && (
        <a className="link" href={withQuery("/admin/audit", of)}>
          <T id="history.more" values={{ count: LIMIT }} />
        </a>
      )}
    </div>
  );
}

function Entry({ entry: { action, actor, at, outcome } }: AuditEntryView) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
      <InstantText time={at} />
      <code className="font-mono font-semibold">{action}</code>
      {outcome === "refused" && (
        <StatusMark tone="failed" plain>
          <T id="history.refused" />
        </StatusMark>
      )}
      <span className="text-muted">
        <T id="history.by" values={{ actor: <code className="font-mono break-all">{actor}</code> }} />
      </span>
    </li>
  );
}
