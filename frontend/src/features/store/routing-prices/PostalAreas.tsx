import { countryCode } from "@waybill/protocol/schemas/api/catalogue";
import { postalAreasView } from "@waybill/protocol/schemas/api/routing";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { HeldList } from "../../../entities/list/List.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { sendOwn } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input, Textarea } from "../../../ui/Field.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { AREAS } from "./areas-list.tsx";
import { readAreas, textOfAreas } from "./read-areas.ts";
import { usePostalAreas } from "./use-routing-prices.ts";

/** Where postal codes are, by country: read by everybody here, set by who may. */
export function PostalAreas() {
  const t = useText();
  const { me } = useConsole();
  const { data, error, isError, refetch } = usePostalAreas();
  if (data === undefined)
    return isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <Skeleton lines={2} label={t("app.loading")} />;
  const known = Object.fromEntries(data.map(({ country, areas }) => [country, textOfAreas(areas)]));
  return (
    <div className="space-y-4">
      <HeldList list={AREAS} items={data} />
      {mayDo(me, "routing:set") && <AreasForm known={known} />}
    </div>
  );
}

function AreasForm({ known }: { known: Readonly<Record<string, string>> }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState({ country: "", text: "" });
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: ({ country, areas }: { country: string; areas: object[] }) =>
      sendOwn(`/api/postal-areas/${country}`, postalAreasView, { method: "PUT", body: { areas } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.postalAreas }),
  });
  const country = countryCode.safeParse(draft.country);
  const { areas, wrong } = readAreas(draft.text);
  const change = (next: Partial<typeof draft>) => {
    setDraft({ ...draft, ...next });
    saving.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (country.success && wrong.length === 0 && !saving.isPending) saving.mutate({ country: country.data, areas });
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-2xl space-y-4">
      <Field
        label={<T id="store.areas.country" />}
        hint={<T id="store.areas.country.hint" />}
        error={tried && !country.success && <T id="store.areas.country.wrong" />}
      >
        <Input
          maxLength={2}
          value={draft.country}
          onValueChange={(typed) => {
            const code = typed.trim().toUpperCase();
            change({ country: code, ...(known[code] !== undefined && { text: known[code] }) });
          }}
        />
      </Field>
      <Field
        label={<T id="store.areas.text" />}
        hint={<T id="store.areas.text.hint" />}
        error={tried && wrong.length > 0 && <T id="store.areas.text.wrong" values={{ lines: wrong.join(", ") }} />}
      >
        <Textarea rows={6} value={draft.text} onChange={(event) => change({ text: event.currentTarget.value })} />
      </Field>
      {saving.isError && <LoadFailure error={saving.error} onRetry={saving.reset} />}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" busy={saving.isPending}>
          <T id="store.areas.save" />
        </Button>
        <p role="status">{saving.isSuccess && <T id="store.areas.saved" />}</p>
      </div>
    </form>
  );
}
