import { useQuery } from "@tanstack/react-query";
import { databaseRightsView } from "@waybill/protocol/schemas/api/settings";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { getOwn } from "../../../lib/session/session.ts";
import { Callout } from "../../../ui/Callout.tsx";

/** Says when the server may more in its database than it needs; nothing while all is well. */
export function DatabaseRights() {
  const { data, error, refetch } = useQuery({
    queryKey: keys.databaseRights,
    queryFn: ({ signal }) => getOwn("/api/installation/database", databaseRightsView, signal),
  });
  if (data === undefined) return error && <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (data.excess === null) return null;
  return (
    <Callout className="mb-6" tone="unknown" title={<T id={`operations.database.${data.excess}`} />}>
      <p>
        <T id={`operations.database.${data.excess}.help`} />
      </p>
    </Callout>
  );
}
