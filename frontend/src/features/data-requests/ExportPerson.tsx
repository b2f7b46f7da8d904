import { personExport } from "@waybill/protocol/schemas/api/privacy";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useConsole } from "../../entities/console/console.ts";
import { Refused } from "../../entities/Refused.tsx";
import { ProveAgain } from "../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../entities/session/use-step-up.ts";
import { download } from "../../lib/download.ts";
import { T } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { pathOf } from "./acts.tsx";

/** Everything about a person as a file, to be handed over to it. */
export function ExportPerson({ person }: { person: string }) {
  const { me, chainId } = useConsole();
  const { wanted, run } = useStepUp();
  const save = useMutation({
    mutationFn: () => run(() => getOwn(`${pathOf({ person })}/export`, personExport)),
    onSuccess: (data) => download(`person-${person}.json`, `${JSON.stringify(data, null, 2)}\n`, "application/json"),
  });
  return (
    <>
      <Button busy={save.isPending} onClick={() => save.mutate()}>
        <Download aria-hidden />
        <T id="operations.person.export" />
      </Button>
      {wanted !== null && (
        <div className="w-full">
          <ProveAgain chainId={chainId} me={me} wanted={wanted} />
        </div>
      )}
      {save.isError && (
        <div className="w-full">
          <Refused title="operations.person.export.failed" error={save.error} />
        </div>
      )}
    </>
  );
}
