import type { AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import { OutcomeMark, StepList } from "../../entities/check/StepList.tsx";
import { FinalityMark } from "../../entities/Marks.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { useRowCheck } from "./use-row-check.ts";

/** What holds a row, by the service's word, and the way to check it in this browser. */
export function RowProof({ row }: { row: AuditEntryView }) {
  const t = useText();
  const { data, isFetching, isError, refetch } = useRowCheck(row);
  const { checkpoint, anchor, entry } = row;
  const label = data === undefined && !isError ? "operations.audit.check" : "operations.audit.check.again";
  return (
    <div className="flex min-w-40 flex-wrap items-center gap-x-3 gap-y-1.5">
      {data === undefined ? (
        <span className="block text-muted">
          {checkpoint === null ? (
            <T id="operations.audit.uncovered" />
          ) : (
            <T id="operations.audit.checkpoint" values={{ number: checkpoint }} />
          )}
          {anchor !== null && (
            <span className="block">
              <FinalityMark finality={anchor.finality} />
            </span>
          )}
        </span>
      ) : (
        <OutcomeMark outcome={data.outcome} />
      )}
      <Button
        size="small"
        busy={isFetching}
        aria-label={t(`${label}.of`, { row: `${entry.stream} ${entry.sequence}` })}
        onClick={() => void refetch()}
      >
        <T id={label} />
      </Button>
      {isError && (
        <p role="alert" className="text-sm text-unsure">
          <T id="check.failed" />
        </p>
      )}
    </div>
  );
}

/** How the check went, step by step. */
export function RowSteps({ row }: { row: AuditEntryView }) {
  const { data, error, isFetching, refetch } = useRowCheck(row);
  if (error !== null)
    return (
      <Callout tone="unknown" live title={<T id="check.failed" />}>
        <p>{error.message}</p>
      </Callout>
    );
  if (data === undefined)
    return (
      <Button size="small" busy={isFetching} onClick={() => void refetch()}>
        <T id="operations.audit.check" />
      </Button>
    );
  return (
    <div className="rounded-xl border border-line bg-surface p-4" data-row-check={data.outcome}>
      <StepList steps={data.steps} scope="row" />
    </div>
  );
}
