import { consentList, type ConsentView } from "@waybill/protocol/schemas/api/consents";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { getOwn, sendOwn, session } from "../../../lib/session/session.ts";
import { Skeleton } from "../../../ui/Progress.tsx";
import { Consent } from "./Consent.tsx";

/** What the person is asked to allow. A switch says it at once; what it shows is always what the server has. */
export function Consents() {
  const t = useText();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: keys.consents,
    queryFn: ({ signal }) => getOwn("/api/me/consents", consentList, signal),
  });
  const saying = useMutation({
    mutationFn: ({ purpose, version, isGiven }: Pick<ConsentView, "purpose" | "version" | "isGiven">) => {
      const path = `/api/me/consents/${purpose}`;
      return isGiven ? sendOwn(path, z.undefined(), { method: "PUT", body: { version } }) : session.send(path, { method: "DELETE" });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.consents }),
  });
  return (
    <div className="max-w-2xl space-y-3">
      <h3 className="text-xl">
        <T id="account.consents" />
      </h3>
      <p className="text-muted">
        <T id="account.consents.text" />
      </p>
      {query.isPending && <Skeleton lines={2} label={t("app.loading")} />}
      {query.isError && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {saying.isError && <LoadFailure error={saying.error} onRetry={saying.reset} />}
      {query.data?.items.map((consent) => (
        <Consent
          key={consent.purpose}
          consent={consent}
          // Not disabled meanwhile: the keyboard would lose its place.
          onChange={(isGiven) => {
            if (!saying.isPending) saying.mutate({ ...consent, isGiven });
          }}
        />
      ))}
    </div>
  );
}
