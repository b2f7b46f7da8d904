import { ApiError } from "../../lib/api/errors.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";

/** What the server said to a signed link that it did not take. */
export function Refusal({ error }: { error: unknown }) {
  if (error === null) return null;
  return (
    <Callout tone="failed" live title={<T id="links.refused" />}>
      <p>{error instanceof ApiError && error.problem !== null ? error.problem.detail : <T id="error.down.title" />}</p>
    </Callout>
  );
}
