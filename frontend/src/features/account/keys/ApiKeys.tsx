import { apiKeyView, newApiKey, type ApiKeyRequest, type Me, type NewApiKey } from "@waybill/protocol/schemas/api/identity";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { getOwn, sendOwn, session } from "../../../lib/session/session.ts";
import { Skeleton } from "../../../ui/Progress.tsx";
import { KeysTable } from "./KeysTable.tsx";
import { NewKeyForm } from "./NewKeyForm.tsx";
import { ShownKey } from "./ShownKey.tsx";

const answer = z.object({ items: z.array(apiKeyView) });
/** Clients have a day to take the new key. */
const OVERLAP_HOURS = 24;

type Act = { kind: "create"; body: ApiKeyRequest } | { kind: "rotate"; id: string } | { kind: "revoke"; id: string };

/** Does it; a new key is answered, and shown once. */
async function perform(act: Act): Promise<NewApiKey | null> {
  if (act.kind === "revoke") {
    await session.send(`/api/keys/${act.id}`, { method: "DELETE" });
    return null;
  }
  if (act.kind === "create") return sendOwn("/api/keys", newApiKey, { body: act.body });
  return sendOwn(`/api/keys/${act.id}/rotation`, newApiKey, { body: { overlapHours: OVERLAP_HOURS } });
}

/** The keys with which programs act for the organisation. */
export function ApiKeys({ chainId, me }: { chainId: number; me: Me }) {
  const t = useText();
  const client = useQueryClient();
  const [shown, setShown] = useState<NewApiKey | null>(null);
  const { wanted, run } = useStepUp();
  const query = useQuery({
    queryKey: keys.apiKeys,
    queryFn: ({ signal }) => getOwn("/api/keys", answer, signal),
  });
  const act = useMutation({
    mutationFn: (wish: Act) => run(() => perform(wish)),
    // A key that was not copied yet stays, also while others are revoked: it is shown nowhere else.
    onSuccess: (made, wish) => setShown((before) => made ?? (wish.kind === "revoke" && wish.id === before?.id ? null : before)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.apiKeys }),
  });
  if (query.isPending) return <Skeleton lines={3} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <p className="max-w-2xl text-muted">
        <T id="account.keys.intro" />
      </p>
      {shown !== null && <ShownKey made={shown} onDone={() => setShown(null)} />}
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {act.isError && <LoadFailure error={act.error} onRetry={act.reset} />}
      {query.data.items.length === 0 ? (
        <p>
          <T id="account.keys.none" />
        </p>
      ) : (
        <KeysTable
          items={query.data.items}
          busy={act.isPending}
          onRotate={(id) => act.mutate({ kind: "rotate", id })}
          onRevoke={(id) => act.mutate({ kind: "revoke", id })}
        />
      )}
      <NewKeyForm busy={act.isPending} onCreate={(body, onMade) => act.mutate({ kind: "create", body }, { onSuccess: onMade })} />
    </>
  );
}
