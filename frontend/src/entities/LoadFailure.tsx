import type { ReactNode } from "react";
import { ApiError, UnexpectedAnswerError, UnreachableError } from "../lib/api/errors.ts";
import { T } from "../lib/i18n/text.tsx";
import { Button, ButtonLink } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";

/** Why something could not be fetched, and what can be done: offline, server down, refused, or an answer that makes no sense. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const kind = kindOf(error);
  return (
    <Callout tone={kind === "refused" || kind === "unexpected" ? "failed" : "unknown"} title={<T id={`error.${kind}.title`} />} live>
      <p>{detailOf(kind, error)}</p>
      {error instanceof ApiError && error.problem !== null && (
        <p className="text-sm text-muted">
          <T id="error.trace" />: <code className="font-mono">{error.problem.traceId}</code>
        </p>
      )}
      <div className="flex flex-wrap gap-3 pt-1">
        <Button onClick={onRetry}>
          <T id="error.retry" />
        </Button>
        {(kind === "down" || kind === "offline") && (
          <ButtonLink href="/verify">
            <T id="error.verify-file" />
          </ButtonLink>
        )}
      </div>
    </Callout>
  );
}

type Kind = "offline" | "down" | "unexpected" | "refused" | "defect";

function kindOf(error: unknown): Kind {
  if (error instanceof UnreachableError) return navigator.onLine ? "down" : "offline";
  if (error instanceof UnexpectedAnswerError) return "unexpected";
  return error instanceof ApiError ? "refused" : "defect";
}

function detailOf(kind: Kind, error: unknown): ReactNode {
  return kind === "refused" && error instanceof ApiError ? error.message : <T id={`error.${kind as Exclude<Kind, "refused">}.detail`} />;
}
