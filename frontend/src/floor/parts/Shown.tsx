import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { useTrouble } from "../api/trouble.ts";

/** What was asked for, with its states: loading, missing, failed, and no longer fresh. */
export function Shown<Data>({ query, children }: { query: UseQueryResult<Data>; children: (data: Data) => ReactNode }) {
  const t = useText();
  const trouble = useTrouble();
  const { data, error, isError, refetch } = query;
  if (data === undefined && !isError) return <Skeleton lines={5} label={t("app.loading")} />;
  if (data === undefined)
    return (
      <Callout tone={isNotFound(error) ? "unknown" : "failed"} live title={trouble(error)}>
        <Button onClick={() => void refetch()}>
          <T id="error.retry" />
        </Button>
      </Callout>
    );
  return (
    <>
      {isError && <Callout className="mb-4" tone="unknown" title={<T id="floor.stale" />} live />}
      {children(data)}
    </>
  );
}
