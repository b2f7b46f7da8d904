import type { AccessTable } from "@waybill/protocol/access/access-table";
import { findDrift, holdersForOrganisations } from "@waybill/protocol/access/find-drift";
import { installationRoleView } from "@waybill/protocol/schemas/api/members";
import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { getOwn } from "../../../lib/session/session.ts";
import { Callout } from "../../../ui/Callout.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { personName } from "../../../entities/console/person-name.ts";
import { NamedAccount } from "./NamedAccount.tsx";
import { useRegistered } from "./use-registered.ts";
import { useSenders } from "./use-senders.ts";

const answer = z.object({ items: z.array(installationRoleView) });

/** Whoever has one of the two rights without the other. */
export function Drift({ table }: { table: AccessTable }) {
  const t = useText();
  const senders = useSenders();
  const registered = useRegistered(holdersForOrganisations(table));
  const query = useQuery({
    queryKey: keys.list("installation-roles", {}),
    queryFn: ({ signal }) => getOwn("/api/installation/roles", answer, signal),
  });
  if (query.isPending || senders.isPending || registered.isPending) return <Skeleton lines={2} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  if (senders.data === undefined) return <LoadFailure error={senders.error} onRetry={() => void senders.refetch()} />;
  if (registered.data === undefined) return <LoadFailure error={registered.error} onRetry={registered.refetch} />;
  const known = { people: query.data.items, own: senders.data, organisations: registered.data };
  const { powerless, unknown, unregistered } = findDrift(table, known);
  if (powerless.length === 0 && unknown.length === 0 && unregistered.length === 0)
    return <Callout tone="passed" title={<T id="console.access.no-drift" />} />;
  return (
    <div className="space-y-4">
      {unknown.length > 0 && (
        <Callout tone="failed" title={<T id="console.access.unknown" values={{ count: unknown.length }} />}>
          <Holders holders={unknown} />
        </Callout>
      )}
      {unregistered.length > 0 && (
        <Callout tone="failed" title={<T id="console.access.unregistered" values={{ count: unregistered.length }} />}>
          <Holders holders={unregistered} />
        </Callout>
      )}
      {powerless.length > 0 && (
        <Callout tone="unknown" title={<T id="console.access.powerless" values={{ count: powerless.length }} />}>
          <ul className="list-disc pl-5">
            {powerless.map((one) => (
              <li key={one.person}>
                <a className="link break-all" href={`/admin/people?named=${encodeURIComponent(one.person)}`}>
                  {personName(one)}
                </a>
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}

function Holders({ holders }: { holders: readonly { account: string; roles: string[] }[] }) {
  return (
    <ul className="space-y-1.5">
      {holders.map(({ account, roles }) => (
        <li key={account} className="flex flex-wrap items-center gap-2">
          <NamedAccount account={account} />
          {roles.join(", ")}
        </li>
      ))}
    </ul>
  );
}
