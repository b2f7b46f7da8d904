import { ApiError } from "../lib/api/errors.ts";
import { T, type MessageId } from "../lib/i18n/text.tsx";
import { Callout } from "../ui/Callout.tsx";

/** What the service said to something signed that it did not take, and what to do. */
export function Refused({ title, error }: { title: MessageId; error: unknown }) {
  if (error === null) return null;
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <Callout tone="failed" live title={<T id={title} />}>
      {problem === null ? (
        <p>
          <T id="error.down.title" />
        </p>
      ) : (
        <>
          <p>{problem.title}</p>
          {problem.detail !== undefined && problem.detail !== problem.title && <p>{problem.detail}</p>}
        </>
      )}
    </Callout>
  );
}
