import { useInfiniteQuery, type QueryKey } from "@tanstack/react-query";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { ReactNode } from "react";
import type { z } from "zod";
import { getJson } from "../lib/api/client.ts";
import type { Query } from "../lib/api/http.ts";
import { T, useText } from "../lib/i18n/text.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Skeleton } from "../ui/Progress.tsx";
import { LoadFailure } from "./LoadFailure.tsx";

interface PagedProps<Item> {
  queryKey: QueryKey;
  path: string;
  query?: Query;
  /** Asked again this often, in milliseconds. */
  every?: number | false;
  item: z.ZodType<Item>;
  empty?: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
}

/** A cursor-paged list with its states: loading, failed, empty, more. */
export function Paged<Item>({ queryKey, path, query: filter, every = false, item, empty, children }: PagedProps<Item>) {
  const t = useText();
  const schema = pageOf(item);
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => getJson(path, schema, { query: { ...filter, after: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: every,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isPending && <Skeleton lines={6} label={t("app.loading")} />}
      {query.isError && items.length > 0 && <Callout className="mb-6" tone="unknown" title={<T id="error.stale" />} live />}
      {query.isError && items.length === 0 && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && <p className="text-muted">{empty ?? <T id="list.empty" />}</p>}
      {items.length > 0 && children(items)}
      {query.hasNextPage && (
        <Button className="mt-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <T id="list.more" />
        </Button>
      )}
    </>
  );
}
