import type { Me } from "@waybill/protocol/schemas/api/identity";
import { erasurePreview } from "@waybill/protocol/schemas/api/traceability";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { Refused } from "../../../entities/Refused.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { SignedIn } from "../../../entities/session/SignedIn.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { outbox } from "../../../lib/outbox/use-outbox.ts";
import { getOwn, session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { ConfirmByTyping } from "./ConfirmByTyping.tsx";
import { WhatGoes } from "./WhatGoes.tsx";

interface EraseStatementProps {
  commitment: string;
  account: Address;
  chainId: number;
  onBack: () => void;
}

/** Erases a statement of one's own for ever: first what goes and what stays, then by a word that is typed. */
export function EraseStatement({ account, chainId, ...rest }: EraseStatementProps) {
  return (
    <section aria-labelledby="erase-title" className="space-y-6">
      <h2 id="erase-title" className="text-xl">
        <T id="erase.title" />
      </h2>
      <SignedIn chainId={chainId} account={account} why={<T id="erase.why" />}>
        {(me) => <Erasure me={me} chainId={chainId} {...rest} />}
      </SignedIn>
    </section>
  );
}

function Erasure({ commitment, chainId, me, onBack }: Omit<EraseStatementProps, "account"> & { me: Me }) {
  const text = useText();
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const path = `/api/statements/${commitment}`;
  const preview = useQuery({
    queryKey: keys.erasure(commitment),
    queryFn: ({ signal }) => getOwn(`${path}/erasure`, erasurePreview, signal),
  });
  if (preview.data === undefined)
    return preview.isError ? (
      <LoadFailure error={preview.error} onRetry={() => void preview.refetch()} />
    ) : (
      <Skeleton lines={4} label={text("app.loading")} />
    );

  async function erase() {
    setState({ sending: true });
    try {
      await run(() => session.send(path, { method: "DELETE" }));
      // What this browser has kept of it goes, too.
      const own = outbox.list().filter(({ kind, reference }) => kind === "statement" && reference === commitment);
      for (const { id } of own) await outbox.discard(id);
      client.removeQueries({ queryKey: keys.erasure(commitment) });
      await Promise.all([keys.statement(commitment), keys.statements].map((queryKey) => client.invalidateQueries({ queryKey })));
    } catch (error) {
      setState({ error });
    }
  }

  return (
    <>
      <WhatGoes preview={preview.data} />
      <Refused title="erase.refused" error={state.error ?? null} />
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      <ConfirmByTyping sending={state.sending ?? false} onConfirmed={() => void erase()}>
        <Button look="quiet" onClick={onBack}>
          <T id="erase.keep" />
        </Button>
      </ConfirmByTyping>
    </>
  );
}
