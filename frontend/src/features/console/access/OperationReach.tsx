import type { AccessOperation } from "@waybill/protocol/access/access-table";
import { installationOrganisationView } from "@waybill/protocol/schemas/api/installation";
import { useQuery } from "@tanstack/react-query";
import { useConsole } from "../../../entities/console/console.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { getOwn } from "../../../lib/session/session.ts";
import { Fact } from "../../../ui/Card.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { Reach } from "../organisations/Reach.tsx";
import { NamedAccount, NamedAccounts } from "./NamedAccount.tsx";
import { accountsIn, contractAt, isRevocation } from "./names.ts";

/** Who announced a call, whom it names, and whom it strikes when it is done. */
export function OperationReach({ kind, operation }: { kind: "execute" | "cancel"; operation: AccessOperation }) {
  const { config } = useConsole();
  const { caller, target, data, readyAt } = operation;
  const contract = contractAt(config, target);
  const accounts = accountsIn(contract, data);
  return (
    <>
      <Fact name={<T id="console.access.announced-by" />}>
        <NamedAccount account={caller} />
      </Fact>
      <Fact name={<T id="console.access.ready" />}>
        <InstantText time={readyAt} />
      </Fact>
      {accounts.length > 0 && (
        <Fact name={<T id="console.access.names" />}>
          <NamedAccounts accounts={accounts} />
        </Fact>
      )}
      {kind === "cancel" ? (
        <Fact name={<T id="console.reach" />}>
          <T id="console.access.reach.cancel" />
        </Fact>
      ) : (
        isRevocation(contract, data) && accounts.map((account) => <RevokedReach key={account} account={account} />)
      )}
    </>
  );
}

function RevokedReach({ account }: { account: string }) {
  const t = useText();
  const query = useQuery({
    queryKey: keys.organisation(account),
    queryFn: ({ signal }) => getOwn(`/api/installation/organisations/${account}`, installationOrganisationView, signal),
  });
  if (query.isPending) return <Skeleton lines={2} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  return <Reach view={query.data} />;
}
