import { useQuery } from "@tanstack/react-query";
import type { AccessTable } from "@waybill/protocol/access/access-table";
import { readAccess } from "@waybill/protocol/access/read-access";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useConsole } from "../../../entities/console/console.ts";
import { History } from "../../../entities/console/History.tsx";
import { PageTitle } from "../../../entities/Fetched.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { nodeOf } from "../../../lib/node-address.ts";
import { requestTo } from "../../../lib/node-request.ts";
import { mayDo } from "../../../lib/session/may.ts";
import { Callout } from "../../../ui/Callout.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { HeldList, List } from "../../../entities/list/List.tsx";
import { CHAIN_ACTS } from "./chain-acts-list.tsx";
import { Drift } from "./Drift.tsx";
import { FUNCTIONS, functionsOf } from "./functions-list.tsx";
import { HOLDERS, holdersOf } from "./holders-list.tsx";
import { RoleActs } from "./RoleActs.tsx";
import { Operations } from "./Operations.tsx";
import { useHolderActs } from "./use-holder-acts.tsx";

/** The AccessManager's table, read by this browser from the node: who may do what on chain, what is announced, and where people here differ. */
export function AccessPage() {
  const t = useText();
  const { me, config } = useConsole();
  const { accessManager, fromBlock } = config.contracts;
  const query = useQuery({
    queryKey: keys.access,
    queryFn: () => readAccess(requestTo(nodeOf(config)), { accessManager: accessManager as Address, fromBlock }),
    refetchInterval: 30_000,
  });
  const table = query.data;
  return (
    <>
      <PageTitle title={t("console.access")}>
        <T id="console.access.about" />
      </PageTitle>
      {query.isPending && <Skeleton lines={6} label={t("app.loading")} />}
      {query.isError && table === undefined && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {table !== undefined && (
        <>
          {query.isError && <Callout className="mb-6" tone="unknown" title={<T id="error.stale" />} live />}
          <p className="text-muted">
            <T id="console.access.as-of" values={{ block: table.block, at: <InstantText time={table.now} /> }} />
          </p>
          <Section id="holders" title={<T id="console.access.roles" />} intro={<T id="console.access.roles.text" />}>
            <Holders table={table} onChanged={() => void query.refetch()} />
          </Section>
          {mayDo(me, "installation:changeActor") && (
            <Section id="change" title={<T id="console.access.change" />} intro={<T id="console.access.change.text" />}>
              <RoleActs table={table} onChanged={() => void query.refetch()} />
            </Section>
          )}
          <Section id="drift" title={<T id="console.access.drift" />} intro={<T id="console.access.drift.text" />}>
            <Drift table={table} />
          </Section>
          <Section id="functions" title={<T id="console.access.functions" />} intro={<T id="console.access.functions.text" />}>
            <HeldList list={FUNCTIONS} items={functionsOf(table, config)} />
          </Section>
          <Section id="operations" title={<T id="console.access.operations" />} intro={<T id="console.access.operations.text" />}>
            <Operations table={table} onChanged={() => void query.refetch()} />
          </Section>
          <Section id="done" title={<T id="console.access.acts" />} intro={<T id="console.access.acts.text" />}>
            <List list={CHAIN_ACTS} />
          </Section>
          <Section id="noted" title={<T id="console.access.noted" />} intro={<T id="console.access.noted.text" />}>
            <div className="space-y-6">
              <History action="access-role" title="console.access.change" />
              <History action="operation" title="console.access.operations" />
            </div>
          </Section>
        </>
      )}
    </>
  );
}

function Holders({ table, onChanged }: { table: AccessTable; onChanged: () => void }) {
  return <HeldList list={{ ...HOLDERS, acts: useHolderActs(table) }} items={holdersOf(table)} onChanged={onChanged} />;
}
