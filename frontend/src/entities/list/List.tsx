import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { useConsole } from "../console/console.ts";
import { LoadFailure } from "../LoadFailure.tsx";
import { ActPanel } from "./ActPanel.tsx";
import type { ListAct, ListDefinition } from "./definition.ts";
import { FacetBar } from "./FacetBar.tsx";
import { ListTable } from "./ListTable.tsx";
import { SaveAll } from "./SaveAll.tsx";
import { SavedViews } from "./SavedViews.tsx";
import { useFacets } from "./use-facets.ts";
import { useList } from "./use-list.ts";

/** A list of the console with all that lists have: facets in the address, saved views, acts on what is chosen, a file, page after page. */
export function List<Item>({ list }: { list: ListDefinition<Item> }) {
  const { me } = useConsole();
  const at = useFacets(list.facets);
  return (
    <div className="space-y-4">
      {list.facets.length > 0 && <FacetBar facets={list.facets} at={at} />}
      {list.facets.length > 0 && <SavedViews list={list.name} person={me.person} search={at.search} />}
      {/* What is chosen is chosen among what is shown. */}
      <Items key={at.search} list={list} facets={at.values} />
    </div>
  );
}

function Items<Item>({ list, facets }: { list: ListDefinition<Item>; facets: Readonly<Record<string, string>> }) {
  const t = useText();
  const client = useQueryClient();
  const { me } = useConsole();
  const query = useList(list, facets);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [acting, setActing] = useState<{ act: ListAct<Item>; items: readonly Item[] } | null>(null);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const selected = items.filter((item) => chosen.has(list.keyOf(item)));
  const acts = (list.acts ?? []).filter(({ act }) => mayDo(me, act));
  const leave = () => {
    setActing(null);
    setChosen(new Set());
  };
  return (
    <>
      {acting !== null && (
        <ActPanel {...acting} nameOf={list.nameOf} onDone={() => void client.invalidateQueries({ queryKey: keys.lists })} onLeave={leave} />
      )}
      {query.isPending && <Skeleton lines={6} label={t("app.loading")} />}
      {query.isError && items.length > 0 && <Callout tone="unknown" title={<T id="error.stale" />} live />}
      {query.isError && items.length === 0 && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <p className="py-6 text-muted">
          <T id={Object.keys(facets).length > 0 ? "list.none-match" : list.empty} />
        </p>
      )}
      {items.length > 0 && (
        <>
          <div className="flex min-h-8 flex-wrap items-center gap-2">
            <p className="mr-auto text-sm text-muted" role="status">
              <T id={selected.length > 0 ? "list.chosen" : "list.shown"} values={{ count: selected.length || items.length }} />
              {selected.length === 0 && query.hasNextPage && <T id="list.shown.more" />}
            </p>
            {acting === null &&
              selected.length > 0 &&
              acts.map((act) => (
                <Button
                  key={act.id}
                  size="small"
                  look={act.isDangerous ? "danger" : "secondary"}
                  onClick={() => setActing({ act, items: selected })}
                >
                  <T id={act.label} />
                </Button>
              ))}
            <SaveAll list={list} facets={facets} />
          </div>
          <ListTable list={list} items={items} chosen={acts.length > 0 ? chosen : null} onChoose={setChosen} />
        </>
      )}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <T id="list.more" />
        </Button>
      )}
    </>
  );
}
