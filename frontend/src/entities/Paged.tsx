import { useInfiniteQuery, type QueryKey } from "@tanstack/react-query";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import type { ReactNode } from "react";
import type { z } from "zod";
import { getJson } from "../lib/api/client.ts";
import { T, useText } from "../lib/i18n/text.tsx";
import { Button } from "../ui/Button.tsx";
import { Skeleton } from "../ui/Progress.tsx";
import { LoadFailure } from "./LoadFailure.tsx";

interface PagedProps<Item> {
  queryKey: QueryKey;
  path: string;
  item: z.ZodType<Item>;
  empty?: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
}

/** A cursor-paged list with its states: loading, failed, empty, more. */
export function Paged<Item>({ queryKey, path, item, empty, children }: PagedProps<Item>) {
  const t = useText();
  const schema = pageOf(item);
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => getJson(path, schema, { query: { after: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isPending && <Skeleton lines={6} label={t("app.loading")} />}
      {query.isError && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
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
