import { CodeForm } from "../../entities/CodeForm.tsx";
import { PageTitle } from "../../entities/Fetched.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { ApiError, isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { FootprintContent } from "./FootprintContent.tsx";
import { useFootprint } from "../../entities/footprint/use-footprint.ts";

interface FootprintPageProps {
  /** Canonical Digital Link; null when the address names nothing. */
  subject: string | null;
  /** Hash of a kept footprint; without it the one that follows from the statements as they are now. */
  kept?: string;
}

/** What the transport of goods emitted: by leg and by input, each number with its source. */
export function FootprintPage({ subject, kept }: FootprintPageProps) {
  const t = useText();
  if (subject !== null) return <SubjectFootprint subject={subject} kept={kept} />;
  return (
    <>
      <PageTitle title={t("footprint.title")} />
      <Callout tone="unknown" live title={<T id="footprint.no-subject" />} />
      <CodeForm className="mt-8 max-w-2xl" />
    </>
  );
}

function SubjectFootprint({ subject, kept }: { subject: string; kept?: string }) {
  const t = useText();
  const label = useSubjectLabel();
  const { data, isPending, isError, error, refetch } = useFootprint(subject, kept);
  const isOther = data !== undefined && data.footprint.subject !== subject;
  return (
    <>
      <PageTitle eyebrow={<T id="footprint.title" />} title={label(subject)}>
        <T id="footprint.intro" />
      </PageTitle>
      {isPending && <Skeleton lines={6} label={t("app.loading")} />}
      {isError && data === undefined && <NotKnown error={error} onRetry={() => void refetch()} />}
      {isError && data !== undefined && <Callout className="mb-6" tone="unknown" title={<T id="error.stale" />} live />}
      {isOther && <Callout tone="failed" live title={<T id="footprint.other-goods" />} />}
      {data !== undefined && !isOther && <FootprintContent view={data} kept={kept} />}
    </>
  );
}

/** Why there is no footprint: nothing is known, what is said cannot be, or the service does not answer. */
function NotKnown({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problems = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  if (isNotFound(error)) return <Callout tone="unknown" live title={<T id="footprint.unknown" />} />;
  return (
    <>
      <LoadFailure error={error} onRetry={onRetry} />
      {problems.length > 0 && (
        <ul className="mt-4 list-disc space-y-1 pl-6">
          {problems.map(({ pointer, message }) => (
            <li key={pointer}>
              <code className="font-mono break-all">{pointer}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
