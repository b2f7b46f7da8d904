import { stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { statementOf } from "@waybill/protocol/typed-data/statement";
import { T } from "../../../lib/i18n/text.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { StatusShape } from "../../../ui/StatusMark.tsx";
import type { Draft } from "../model/draft.ts";
import { PlainSentence } from "../PlainSentence.tsx";
import type { DraftProblem } from "../model/problems.ts";

interface PreviewProps {
  draft: Draft;
  /** Null while something is missing. */
  event: JsonObject | null;
  missing: readonly DraftProblem[];
}

/** The statement as it stands, while it is being written. */
export function Preview({ draft, event, missing }: PreviewProps) {
  return (
    <Card>
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
          <div className="mt-2 font-serif text-lg" data-testid="preview-sentence">
            <PlainSentence draft={draft} />
          </div>
          <Disclosure summary={<T id="compose.preview.json" />} className="mt-4">
            <p className="mb-2 text-sm">{statementOf(event)}</p>
            <pre className="max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs whitespace-pre-wrap" tabIndex={0}>
              {stringifyLossless(event, 2)}
            </pre>
          </Disclosure>
        </>
      )}
    </Card>
  );
}
