import type { Me } from "@waybill/protocol/schemas/api/identity";
import { passkeyView, type PasskeyView } from "@waybill/protocol/schemas/api/passkeys";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { NoPasskeys, PasskeyFailure } from "../../../entities/session/PasskeyFailure.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { addPasskey, canHavePasskeys, forgetPasskey } from "../../../lib/session/passkeys.ts";
import { getOwn, sendOwn, session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { PasskeysTable } from "./PasskeysTable.tsx";

const PATH = "/api/me/passkeys";
const answer = z.object({ items: z.array(passkeyView) });

async function remove({ id, credential }: PasskeyView): Promise<void> {
  await session.send(`${PATH}/${encodeURIComponent(id)}`, { method: "DELETE" });
  if (canHavePasskeys()) await forgetPasskey(credential);
}

/** Whether its owner has one passkey that signs in, and nothing else. */
function isOnlyWayIn({ email, wallets }: Me, items: readonly PasskeyView[]): boolean {
  return email === null && wallets.length === 0 && items.filter(({ isDiscoverable }) => isDiscoverable).length === 1;
}

/** The person's passkeys: made, named and removed. */
export function Passkeys({ chainId, me }: { chainId: number; me: Me }) {
  const t = useText();
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const query = useQuery({ queryKey: keys.passkeys, queryFn: ({ signal }) => getOwn(PATH, answer, signal) });
  const onSettled = () => client.invalidateQueries({ queryKey: keys.own });
  const adding = useMutation({ mutationFn: () => run(addPasskey), onSettled });
  const removing = useMutation({ mutationFn: (one: PasskeyView) => run(() => remove(one)), onSettled });
  const naming = useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      sendOwn(`${PATH}/${encodeURIComponent(id)}`, z.undefined(), { method: "PUT", body: { name } }),
    onSettled,
  });
  if (query.isPending) return <Skeleton lines={2} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  const failed = [naming, removing].find(({ isError }) => isError);
  return (
    <>
      <p className="max-w-2xl text-muted">
        <T id="account.passkeys.intro" />
      </p>
      {query.data.items.length === 0 ? (
        <p>
          <T id="account.passkeys.none" />
        </p>
      ) : (
        <PasskeysTable
          items={query.data.items}
          busy={removing.isPending || naming.isPending}
          onRename={(id, name) => naming.mutate({ id, name })}
          onRemove={removing.mutate}
        />
      )}
      {isOnlyWayIn(me, query.data.items) && (
        <Callout tone="unknown" title={<T id="account.passkeys.second.title" />}>
          <T id="account.passkeys.second.text" />
        </Callout>
      )}
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {failed !== undefined && <LoadFailure error={failed.error} onRetry={failed.reset} />}
      {adding.isError && <PasskeyFailure error={adding.error} onRetry={adding.reset} />}
      {canHavePasskeys() ? (
        <Button busy={adding.isPending} onClick={() => adding.mutate()}>
          <T id="account.passkey.add" />
        </Button>
      ) : (
        <NoPasskeys />
      )}
    </>
  );
}
