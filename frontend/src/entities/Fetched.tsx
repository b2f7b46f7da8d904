import { useQuery, type QueryKey, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { z } from "zod";
import { getJson } from "../lib/api/client.ts";
import { isNotFound } from "../lib/api/errors.ts";
import { useDocumentTitle } from "../lib/document-title.ts";
import { T, useText } from "../lib/i18n/text.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Skeleton } from "../ui/Progress.tsx";
import { LoadFailure } from "./LoadFailure.tsx";

interface FetchedProps<Schema extends z.ZodType> {
  queryKey: QueryKey;
  path: string;
  schema: Schema;
  /** Said when there is no such thing. */
  missing: ReactNode;
  /** Asked again this often, in milliseconds. */
  every?: number | false;
  children: (data: z.infer<Schema>) => ReactNode;
}

/** One thing from the server with its states: loading, missing, failed, stale. */
export function Fetched<Schema extends z.ZodType>({ queryKey, path, schema, missing, every, children }: FetchedProps<Schema>) {
  const query = useQuery({ queryKey, queryFn: ({ signal }) => getJson(path, schema, { signal }), refetchInterval: every });
  return (
    <Answered query={query} missing={missing}>
      {children}
    </Answered>
  );
}

interface AnsweredProps<Data> {
  query: Pick<UseQueryResult<Data>, "data" | "error" | "isError" | "isPending" | "refetch">;
  /** Said when there is no such thing. */
  missing: ReactNode;
  children: (data: Data) => ReactNode;
}

/** The same for a question that is asked elsewhere. */
export function Answered<Data>({ query, missing, children }: AnsweredProps<Data>) {
  const t = useText();
  if (query.isPending) return <Skeleton lines={6} label={t("app.loading")} />;
  if (query.data === undefined) {
    return isNotFound(query.error) ? (
      <Callout tone="unknown" title={missing} live />
    ) : (
      <LoadFailure error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <>
      {query.isError && <Callout className="mb-6" tone="unknown" title={<T id="error.stale" />} live />}
      {children(query.data)}
    </>
  );
}

/** Page heading, and the document's title with it. */
export function PageTitle({ title, eyebrow, children }: { title: string; eyebrow?: ReactNode; children?: ReactNode }) {
  useDocumentTitle(title);
  return (
    <header className="mb-8">
      {eyebrow !== undefined && <p className="eyebrow">{eyebrow}</p>}
      <h1 className="text-4xl">{title}</h1>
      {children !== undefined && <div className="mt-3 max-w-2xl text-muted">{children}</div>}
    </header>
  );
}
