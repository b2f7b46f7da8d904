import type { Me } from "@waybill/protocol/schemas/api/identity";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { download } from "../../../lib/download.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Consents } from "./Consents.tsx";
import { EraseMe } from "./EraseMe.tsx";

/** What is kept about the person: all of it as a file, what may be done with it, and its end. */
export function YourData({ chainId, me }: { chainId: number; me: Me }) {
  const saving = useMutation({
    mutationFn: async () => {
      const answer = await session.send("/api/me/export");
      download("waybill-my-data.json", await answer.text(), "application/json");
    },
  });
  return (
    <>
      <p className="max-w-2xl text-muted">
        <T id="account.data.text" />
      </p>
      {saving.isError && <LoadFailure error={saving.error} onRetry={() => saving.mutate()} />}
      <Button busy={saving.isPending} onClick={() => saving.mutate()}>
        <Download aria-hidden />
        <T id="account.data.download" />
      </Button>
      <Consents />
      <EraseMe chainId={chainId} me={me} />
    </>
  );
}
