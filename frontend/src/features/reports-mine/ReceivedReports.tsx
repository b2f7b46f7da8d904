import type { Me } from "@waybill/protocol/schemas/api/identity";
import { receivedReport, type ReceivedReport } from "@waybill/protocol/schemas/api/reports";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useInfiniteQuery } from "@tanstack/react-query";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { Allowed } from "../../entities/session/Allowed.tsx";
import { SubjectChip } from "../../entities/SubjectChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { withQuery } from "../../lib/api/http.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { AnswerForm } from "./AnswerForm.tsx";

const page = pageOf(receivedReport);

/** The reports, newest first, each with its answer or a form for one. */
export function ReceivedReports({ me, account }: { me: Me; account: string }) {
  const t = useText();
  const query = useInfiniteQuery({
    queryKey: keys.reports(account),
    queryFn: ({ pageParam, signal }) => getOwn(withQuery("/api/reports", { after: pageParam }), page, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  if (query.isPending) return <Skeleton label={t("app.loading")} />;
  if (query.data === undefined) {
    return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  }
  const reports = query.data.pages.flatMap(({ items }) => items);
  return (
    <>
      {reports.length === 0 && (
        <p className="text-muted">
          <T id="reports.none" />
        </p>
      )}
      <ul className="space-y-5">
        {reports.map((report) => (
          <Report key={report.id} me={me} report={report} onAnswered={() => void query.refetch()} />
        ))}
      </ul>
      <div className="mt-6 flex flex-wrap gap-3">
        {query.hasNextPage && (
          <Button onClick={() => void query.fetchNextPage()}>
            <T id="list.more" />
          </Button>
        )}
      </div>
    </>
  );
}

function Report({ me, report, onAnswered }: { me: Me; report: ReceivedReport; onAnswered: () => void }) {
  const { id, subject, kind, text, contact, reportedAt, answer } = report;
  return (
    <li data-report={id} className="rounded-xl border border-line bg-surface p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h2 className="text-xl">
          <T id={`report.kind.${kind}`} />
        </h2>
        <StatusMark tone={answer === null ? "unknown" : "neutral"} plain>
          <T id={answer === null ? "reports.open" : "reports.answered"} />
        </StatusMark>
        <span className="text-sm text-muted">
          <InstantText time={reportedAt} />
        </span>
      </div>
      <p className="mt-1">
        <SubjectChip subject={subject} />
      </p>
      <p className="mt-3 whitespace-pre-wrap">{text}</p>
      <p className="mt-2 text-sm text-muted">
        {contact === null ? <T id="reports.no-contact" /> : <T id="reports.contact" values={{ contact: <strong>{contact}</strong> }} />}
      </p>
      {answer === null ? (
        <Allowed me={me} act="reports:answer">
          <AnswerForm id={id} onAnswered={onAnswered} />
        </Allowed>
      ) : (
        <blockquote className="mt-3 border-l-2 border-accent pl-4 whitespace-pre-wrap">{answer.text}</blockquote>
      )}
    </li>
  );
}
