import { revealedEmail } from "@waybill/protocol/schemas/api/privacy";
import { useMutation } from "@tanstack/react-query";
import { useConsole } from "../../entities/console/console.ts";
import { Refused } from "../../entities/Refused.tsx";
import { ProveAgain } from "../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../entities/session/use-step-up.ts";
import { T } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { getOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { pathOf } from "./acts.tsx";

/** A masked address, and for whoever may see it the way to the whole one, which is recorded. It is kept nowhere but on this page. */
export function RevealedEmail({ person, masked }: { person: string; masked: string }) {
  const { me, chainId } = useConsole();
  const { wanted, run } = useStepUp();
  const reveal = useMutation({
    mutationFn: () => run(() => getOwn(`${pathOf({ person })}/email`, revealedEmail)),
    gcTime: 0,
  });
  return (
    <span className="block space-y-2">
      <span role="status" className="block break-all">
        {reveal.data?.email ?? masked}
      </span>
      {mayDo(me, "persons:reveal") && reveal.data === undefined && (
        <>
          <Button size="small" busy={reveal.isPending} onClick={() => reveal.mutate()}>
            <T id="operations.person.reveal" />
          </Button>
          <span className="block text-sm text-muted">
            <T id="operations.person.reveal.hint" />
          </span>
        </>
      )}
      {wanted !== null && <ProveAgain chainId={chainId} me={me} wanted={wanted} />}
      {reveal.isError && <Refused title="operations.person.reveal.failed" error={reveal.error} />}
    </span>
  );
}
