import { useState } from "react";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Progress } from "../../../ui/Progress.tsx";
import { ErrorTable } from "./ErrorTable.tsx";
import { MappingTable } from "./MappingTable.tsx";
import type { CheckedRow } from "./model/check-rows.ts";
import { RowPreview } from "./RowPreview.tsx";
import { useImport, type Importer, type ImportFile } from "./use-import.ts";

interface CheckStepProps {
  file: ImportFile;
  importer: Importer;
  onReview: (rows: readonly CheckedRow[]) => void;
}

/** Which column is what, every error by row and column, and the first rows as the events that they will be. */
export function CheckStep({ file, importer, onReview }: CheckStepProps) {
  const text = useText();
  const { columns, mapping, map, done, checked } = useImport(file, importer);
  const [leavesOut, setLeavesOut] = useState(false);
  const total = file.rows.rows.length;
  const bad = checked?.filter(({ problems }) => problems.length > 0) ?? [];
  const same = checked?.filter(({ sameAs }) => sameAs !== null).length ?? 0;
  const good = checked?.filter(({ event, sameAs }) => event !== null && sameAs === null) ?? [];
  const maySign = good.length > 0 && (bad.length === 0 || leavesOut);
  return (
    <div className="mt-10 space-y-10">
      <section aria-labelledby="import-columns">
        <h2 id="import-columns" className="mb-4 text-xl">
          <T id="import.step.columns" />
        </h2>
        <MappingTable columns={columns} mapping={mapping} rows={file.rows} onMap={map} />
      </section>
      <section aria-labelledby="import-check" className="space-y-4">
        <h2 id="import-check" className="text-xl">
          <T id="import.step.check" />
        </h2>
        {checked === null ? (
          <div role="status" className="space-y-2">
            <p>
              <T id="import.checking" values={{ done: String(done), total: String(total) }} />
            </p>
            <Progress done={done} total={total} label={text("import.step.check")} />
          </div>
        ) : (
          <>
            <Callout tone={good.length > 0 ? "passed" : "unknown"} live title={<T id="import.good" values={{ count: good.length }} />}>
              {same > 0 && <T id="import.same" values={{ count: same }} />}
            </Callout>
            {bad.length > 0 && (
              <Callout tone="failed" title={<T id="import.bad" values={{ count: bad.length }} />}>
                <p>
                  <T id="import.solve" />
                </p>
                <label className="flex min-h-11 items-center gap-3 font-medium">
                  <input
                    type="checkbox"
                    className="size-5 accent-(--accent)"
                    checked={leavesOut}
                    onChange={(event) => setLeavesOut(event.currentTarget.checked)}
                  />
                  <T id="import.leave-out" />
                </label>
              </Callout>
            )}
            {bad.length > 0 && <ErrorTable rows={bad} file={file} columns={columns} mapping={mapping} />}
            {good.length > 0 && <RowPreview rows={good} />}
            <Button look="primary" size="large" disabled={!maySign} onClick={() => onReview(good)}>
              <T id="import.review" />
            </Button>
          </>
        )}
      </section>
    </div>
  );
}
