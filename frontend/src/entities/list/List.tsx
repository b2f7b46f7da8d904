import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { useConsole } from "../console/console.ts";
import { LoadFailure } from "../LoadFailure.tsx";
import { ActPanel } from "./ActPanel.tsx";
import type { FacetRecord, HeldListDefinition, ListDefinition, ListParts } from "./definition.ts";
import { FacetBar } from "./FacetBar.tsx";
import { ListTable } from "./ListTable.tsx";
import { SaveAll, type Saved } from "./SaveAll.tsx";
import { SavedViews } from "./SavedViews.tsx";
import { useFacets } from "./use-facets.ts";
import { fetchAll, useList } from "./use-list.ts";

/** Drawn above the table, of what is shown in it. */
type Above<Item> = (items: readonly Item[]) => ReactNode;

/** A list of the console with all that lists have: facets in the address, saved views, acts on what is chosen, a file, page after page. */
export function List<Item>({ list, above }: { list: ListDefinition<Item>; above?: Above<Item> }) {
  return <Narrowed list={list}>{(facets) => <Asked list={list} facets={facets} above={above} />}</Narrowed>;
}

/** The same of items that the page has already. */
export function HeldList<Item>({
  list,
  items,
  onChanged,
}: {
  list: HeldListDefinition<Item>;
  items: readonly Item[];
  onChanged?: () => void;
}) {
  return (
    <Narrowed list={list}>
      {(facets) => {
        const fitting = items.filter((item) => list.fits(item, facets));
        return (
          <>
            <Shown list={list} items={fitting} save={() => Promise.resolve({ items: fitting, isWhole: true })} onChanged={onChanged} />
            {fitting.length === 0 && <Nothing list={list} facets={facets} />}
          </>
        );
      }}
    </Narrowed>
  );
}

function Narrowed<Item>({ list, children }: { list: ListParts<Item>; children: (facets: FacetRecord) => ReactNode }) {
  const { me } = useConsole();
  const at = useFacets(list);
  return (
    <div className="space-y-4" data-list={list.name}>
      <FacetBar facets={list.facets} at={at} />
      <SavedViews list={list.name} person={me.person} at={at} />
      {/* What is chosen is chosen among what is shown. */}
      <div key={at.search} className="space-y-4">
        {children(at.values)}
      </div>
    </div>
  );
}

function Asked<Item>({ list, facets, above }: { list: ListDefinition<Item>; facets: FacetRecord; above: Above<Item> | undefined }) {
  const t = useText();
  const query = useList(list, facets);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isPending && <Skeleton lines={6} label={t("app.loading")} />}
      {query.isError && items.length > 0 && <Callout tone="unknown" title={<T id="error.stale" />} live />}
      {query.isError && items.length === 0 && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {items.length > 0 && above?.(items)}
      <Shown list={list} items={items} hasMore={query.hasNextPage} save={() => fetchAll(list, facets)} />
      {query.isSuccess && items.length === 0 && <Nothing list={list} facets={facets} />}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <T id="list.more" />
        </Button>
      )}
    </>
  );
}

function Nothing<Item>({ list, facets }: { list: ListParts<Item>; facets: FacetRecord }) {
  return (
    <p className="py-6 text-muted">
      <T id={Object.keys(facets).length > 0 ? "list.none-match" : list.empty} />
    </p>
  );
}

interface ShownProps<Item> {
  list: ListParts<Item>;
  items: readonly Item[];
  /** There are more on the next page. */
  hasMore?: boolean;
  /** All that match. */
  save: () => Promise<Saved<Item>>;
  /** Something was done with some of them. */
  onChanged?: (() => void) | undefined;
}

/** The table, what can be done with what is chosen in it, and the act under way. */
function Shown<Item>({ list, items, hasMore = false, save, onChanged }: ShownProps<Item>) {
  const client = useQueryClient();
  const { me } = useConsole();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [acting, setActing] = useState<{ id: string; items: readonly Item[] } | null>(null);
  const selected = items.filter((item) => chosen.has(list.keyOf(item)));
  const acts = (list.acts ?? []).filter(({ act }) => mayDo(me, act));
  const act = acts.find(({ id }) => id === acting?.id);
  const leave = () => {
    setActing(null);
    setChosen(new Set());
  };
  const changed = () => {
    onChanged?.();
    void client.invalidateQueries({ queryKey: keys.lists });
  };
  return (
    <>
      {acting !== null && act !== undefined && (
        <ActPanel act={act} items={acting.items} nameOf={list.nameOf} onDone={changed} onLeave={leave} />
      )}
      {items.length > 0 && (
        <>
          <div className="flex min-h-8 flex-wrap items-center gap-2">
            <p className="mr-auto text-sm text-muted" role="status">
              <T id={selected.length > 0 ? "list.chosen" : "list.shown"} values={{ count: selected.length || items.length }} />
              {selected.length === 0 && hasMore && <T id="list.shown.more" />}
            </p>
            {acting === null &&
              selected.length > 0 &&
              acts.map((one) => (
                <Button
                  key={one.id}
                  size="small"
                  look={one.isDangerous ? "danger" : "secondary"}
                  onClick={() => setActing({ id: one.id, items: selected })}
                >
                  <T id={one.label} />
                </Button>
              ))}
            <SaveAll list={list} save={save} />
          </div>
          <ListTable list={list} items={items} chosen={acts.length > 0 ? chosen : null} onChoose={setChosen} />
        </>
      )}
    </>
  );
}
