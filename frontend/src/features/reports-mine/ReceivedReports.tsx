import { receivedReport, type ReceivedReport } from "@waybill/protocol/schemas/api/reports";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useInfiniteQuery } from "@tanstack/react-query";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { SubjectChip } from "../../entities/SubjectChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { ApiError } from "../../lib/api/errors.ts";
import { readJson, send, withQuery } from "../../lib/api/http.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { AnswerForm } from "./AnswerForm.tsx";

const page = pageOf(receivedReport);

/** The reports, newest first, each with its answer or a form for one. */
export function ReceivedReports({ token, onEnd }: { token: string; onEnd: () => void }) {
  const t = useText();
  const query = useInfiniteQuery({
    queryKey: keys.reports(token),
    queryFn: async ({ pageParam, signal }) => {
      const path = withQuery("/api/reports", { after: pageParam });
      return page.parse(await readJson(path, await send(path, { signal, headers: { authorization: `Bearer ${token}` } })));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    retry: (count, error) => count < 3 && !(error instanceof ApiError),
  });
  if (query.isPending) return <Skeleton label={t("app.loading")} />;
  if (query.data === undefined) {
    return (
      <div className="space-y-4">
        <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
        <Button onClick={onEnd}>
          <T id="reports.sign-in-again" />
        </Button>
      </div>
    );
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
          <Report key={report.id} report={report} token={token} onAnswered={() => void query.refetch()} />
        ))}
      </ul>
      <div className="mt-6 flex flex-wrap gap-3">
        {query.hasNextPage && (
          <Button onClick={() => void query.fetchNextPage()}>
            <T id="list.more" />
          </Button>
        )}
        <Button look="quiet" onClick={() => void endSession(token).finally(onEnd)}>
          <T id="reports.sign-out" />
        </Button>
      </div>
    </>
  );
}

async function endSession(token: string): Promise<void> {
  await send("/api/sessions", { method: "DELETE", headers: { authorization: `Bearer ${token}` } });
}

function Report({ report, token, onAnswered }: { report: ReceivedReport; token: string; onAnswered: () => void }) {
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
        <AnswerForm id={id} token={token} onAnswered={onAnswered} />
      ) : (
        <blockquote className="mt-3 border-l-2 border-accent pl-4 whitespace-pre-wrap">{answer.text}</blockquote>
      )}
    </li>
  );
}
