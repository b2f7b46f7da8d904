import { captureJob } from "@waybill/protocol/schemas/api/traceability";
import { useQuery } from "@tanstack/react-query";
import { getJson } from "../lib/api/client.ts";
import { T } from "../lib/i18n/text.tsx";
import { StatusMark } from "../ui/StatusMark.tsx";

/** Work that takes seconds; asked again until it is done. */
const POLL_MILLISECONDS = 2000;

/** What became of the events of one capture: stored, known already, refused. `answer` is what the service said when it took them. */
export function CaptureResult({ answer }: { answer: unknown }) {
  const accepted = captureJob.safeParse(answer);
  const id = accepted.success ? accepted.data.captureID : null;
  const { data: job = accepted.data } = useQuery({
    queryKey: ["capture", id],
    enabled: id !== null,
    queryFn: ({ signal }) => getJson(`/epcis/capture/${encodeURIComponent(id ?? "")}`, captureJob, { signal }),
    refetchInterval: ({ state }) => (state.data?.running === false ? false : POLL_MILLISECONDS),
  });
  if (job === undefined) return null;
  if (job.running)
    return (
      <StatusMark tone="pending">
        <T id="capture.running" />
      </StatusMark>
    );
  const known = job.statements.filter(({ duplicate }) => duplicate).length;
  const stored = job.statements.length - known;
  const warned = job.statements.filter(({ warnings = [] }) => warnings.length > 0).length;
  return (
    <div className="flex flex-wrap gap-2" data-testid="capture-result">
      {stored > 0 && (
        <StatusMark tone="passed">
          <T id="capture.stored" values={{ count: stored }} />
        </StatusMark>
      )}
      {known > 0 && (
        <StatusMark tone="neutral">
          <T id="capture.duplicate" values={{ count: known }} />
        </StatusMark>
      )}
      {warned > 0 && (
        <StatusMark tone="unknown">
          <T id="capture.warnings" values={{ count: warned }} />
        </StatusMark>
      )}
      {job.errors.length > 0 && (
        <StatusMark tone="failed">
          <T id="capture.failed" values={{ count: job.errors.length }} />
        </StatusMark>
      )}
    </div>
  );
}
