import { warehouseConflict, type WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "../../entities/console/console.ts";
import { Answered, PageTitle } from "../../entities/Fetched.tsx";
import { ActPanel } from "../../entities/list/ActPanel.tsx";
import type { ListAct } from "../../entities/list/definition.ts";
import { List } from "../../entities/list/List.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { withQuery } from "../../lib/api/http.ts";
import { useShared } from "../../lib/api/shared-stream.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { getOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Fact, Facts, Section } from "../../ui/Card.tsx";
import { ACTS } from "./acts.tsx";
import { BothSides } from "./BothSides.tsx";
import { changesOf } from "./changes-list.tsx";
import { Compare } from "./Compare.tsx";
import { stockBeside } from "./stock-beside-list.tsx";
import { useWarehouse } from "./use-warehouses.ts";
import { WAREHOUSES } from "../../entities/warehouses/warehouses-news.ts";
import { BreakerMark, WarehouseMarks } from "./WarehouseMarks.tsx";
import { Synced } from "./Synced.tsx";

/** One warehouse: how it is, what can be done about it, what it has beside the ledger, and how it came to be so. */
export function WarehousePage({ id }: { id: string }) {
  const t = useText();
  const query = useWarehouse(id);
  return (
    <>
      <PageTitle
        title={query.data?.name ?? t("warehouses.one")}
        eyebrow={
          <a className="link" href="/admin/warehouses">
            <T id="warehouses.title" />
          </a>
        }
      />
      <Answered query={query} missing={<T id="warehouses.missing" />}>
        {(warehouse) => <Details warehouse={warehouse} />}
      </Answered>
    </>
  );
}

function Details({ warehouse }: { warehouse: WarehouseView }) {
  const { me } = useConsole();
  const { id } = warehouse;
  const [lists] = useState(() => ({ stock: stockBeside(id), changes: changesOf(id) }));
  return (
    <>
      {warehouse.otherInstance !== null && (
        <Callout className="mb-6" tone="failed" title={<T id="warehouses.other" />}>
          <p>
            <T id="warehouses.other.about" />
          </p>
        </Callout>
      )}
      {warehouse.removedAt !== null && (
        <Callout className="mb-6" tone="unknown" title={<T id="warehouses.removed.title" />}>
          <p>
            <T id="warehouses.removed.about" values={{ time: <RelativeTime time={warehouse.removedAt} /> }} />
          </p>
        </Callout>
      )}
      <Standing warehouse={warehouse} />
      <Acts warehouse={warehouse} />
      <Section id="conflicts" title={<T id="warehouses.conflicts.open" />}>
        <OpenConflicts id={id} />
      </Section>
      <Section id="stock" title={<T id="warehouses.stock" />} intro={<T id="warehouses.stock.about" />}>
        {warehouse.removedAt === null && mayDo(me, "warehouses:compare") && (
          <div className="mb-6">
            <Compare warehouse={warehouse} />
          </div>
        )}
        <List list={lists.stock} />
      </Section>
      <Section id="history" title={<T id="warehouses.history" />}>
        <List list={lists.changes} />
      </Section>
    </>
  );
}

function Standing({ warehouse }: { warehouse: WarehouseView }) {
  const { statusSince, removedAt, heardAt, lastSynced, differences, breaker, messages, url, country, actor, registeredAt } = warehouse;
  return (
    <Facts>
      <Fact name={<T id="warehouses.status" />}>
        <WarehouseMarks warehouse={warehouse} />
        <span className="mt-1 block text-sm text-muted">
          <T id="warehouses.since" values={{ time: <RelativeTime time={removedAt ?? statusSince} /> }} />
        </span>
      </Fact>
      <Fact name={<T id="warehouses.heard" />}>
        <RelativeTime time={heardAt} />
      </Fact>
      <Fact name={<T id="warehouses.synced" />}>
        <Synced lastSynced={lastSynced} />
        {lastSynced !== null && (
          <span className="block text-sm text-muted">
            <T id="warehouses.differences" values={{ count: differences }} />
          </span>
        )}
      </Fact>
      <Fact name={<T id="warehouses.sales" />}>
        <Sales warehouse={warehouse} />
      </Fact>
      {removedAt === null && (
        <Fact name={<T id="warehouses.breaker" />}>
          <BreakerMark breaker={breaker} />
        </Fact>
      )}
      <Fact name={<T id="warehouses.lag" />}>
        <T id="warehouses.lag.value" values={{ count: messages.lag }} />
        <span className="block text-sm text-muted">
          <T id="warehouses.lag.of" values={{ taken: messages.taken, told: messages.told }} />
        </span>
      </Fact>
      <Fact name={<T id="warehouses.address" />}>
        <span className="font-mono text-sm break-all">{url}</span> <span className="text-muted">{country}</span>
      </Fact>
      <Fact name={<T id="warehouses.actor" />}>
        {actor === null ? (
          <T id="warehouses.actor.none" />
        ) : (
          <a className="link font-mono text-sm break-all" href={`/actors/${actor}`}>
            {actor}
          </a>
        )}
      </Fact>
      <Fact name={<T id="warehouses.registered" />}>
        <RelativeTime time={registeredAt} />
      </Fact>
    </Facts>
  );
}

/** Whether what it has is sold: not for ever, where nothing can be sent there. */
function Sales({ warehouse: { removedAt, unsoldSince, soldUntil } }: { warehouse: WarehouseView }) {
  if (unsoldSince !== null)
    return (
      <T
        id={removedAt === null ? "warehouses.sales.none" : "warehouses.sales.ended"}
        values={{ time: <RelativeTime time={unsoldSince} /> }}
      />
    );
  if (soldUntil !== null) return <T id="warehouses.sales.until" values={{ time: <RelativeTime time={soldUntil} /> }} />;
  return <T id="warehouses.sales.on" />;
}

/** Each shows first what it strikes, and asks for a proof where the server wants one. */
function Acts({ warehouse }: { warehouse: WarehouseView }) {
  const client = useQueryClient();
  const { me } = useConsole();
  const [acting, setActing] = useState<{ act: ListAct<WarehouseView>; items: readonly WarehouseView[] } | null>(null);
  const offered = ACTS.filter(({ act, appliesTo }) => mayDo(me, act) && (appliesTo?.(warehouse) ?? true));
  if (acting !== null)
    return (
      <div className="mt-6">
        <ActPanel
          {...acting}
          nameOf={({ name }) => name}
          onDone={() => void client.invalidateQueries({ queryKey: keys.lists })}
          onLeave={() => setActing(null)}
        />
      </div>
    );
  return (
    <div className="mt-6 flex flex-wrap gap-3">
      {offered.map((act) => (
        <Button key={act.id} look={act.isDangerous ? "danger" : "secondary"} onClick={() => setActing({ act, items: [warehouse] })}>
          <T id={act.label} />
        </Button>
      ))}
    </div>
  );
}

const SHOWN = 20;
const page = pageOf(warehouseConflict);

function OpenConflicts({ id }: { id: string }) {
  const queryKey = keys.list("warehouse-conflicts", { warehouse: id, open: true });
  const isTold = useShared(WAREHOUSES, (type) => (type === "conflict" || type === "anew" ? [queryKey] : []));
  const { data, error, isError, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => getOwn(withQuery("/api/warehouse-conflicts", { warehouse: id, open: "true", limit: SHOWN }), page, signal),
    refetchInterval: !isTold && 15_000,
  });
  if (data === undefined) return isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : null;
  return (
    <>
      {data.items.length === 0 ? (
        <p className="text-muted">
          <T id="warehouses.conflicts.none" />
        </p>
      ) : (
        <ul className="space-y-3">
          {data.items.map((conflict) => (
            <li key={conflict.id}>
              <Callout tone="failed" title={<T id={`warehouses.conflict.${conflict.kind}.title`} />}>
                <div>
                  <BothSides conflict={conflict} />
                </div>
                <p className="text-sm text-muted">
                  <T id="warehouses.since" values={{ time: <RelativeTime time={conflict.foundAt} /> }} />
                </p>
              </Callout>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-3">
        <a className="link" href={withQuery("/admin/warehouses", { warehouse: id })}>
          <T id="warehouses.conflicts.all" />
        </a>
      </p>
    </>
  );
}
