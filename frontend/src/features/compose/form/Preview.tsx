import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { statementOf } from "@waybill/protocol/typed-data/statement";
import { T } from "../../../lib/i18n/text.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { StatusShape } from "../../../ui/StatusMark.tsx";
import type { DraftProblem } from "../model/problems.ts";

interface PreviewProps {
  /** Null while something is missing. */
  event: JsonObject | null;
  missing: readonly DraftProblem[];
}

/** The statement as it stands, while it is being written. */
export function Preview({ event, missing }: PreviewProps) {
  return (
    <Card className="lg:sticky lg:top-6">
      <p className="eyebrow">
        <T id="compose.preview" />
      </p>
      {event === null ? (
        <>
          <p className="mt-2 text-muted">
            <T id="compose.preview.missing" />
          </p>
          <ul className="mt-3 space-y-1.5">
            {[...new Set(missing.map(({ message }) => message))].map((message) => (
              <li key={message} className="flex gap-2">
                <StatusShape tone="pending" className="mt-1 size-4" />
                <T id={message} />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p className="mt-2 font-serif text-lg" data-testid="preview-sentence">
            {statementOf(event)}
          </p>
          <Disclosure summary={<T id="compose.preview.json" />} className="mt-4">
            <pre className="max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs whitespace-pre-wrap" tabIndex={0}>
              {stringifyLossless(event, 2)}
            </pre>
          </Disclosure>
        </>
      )}
    </Card>
  );
}
