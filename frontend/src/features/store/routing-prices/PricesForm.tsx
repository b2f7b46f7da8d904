import { routingPricesRequest, routingPricesView, type RoutingPricesView } from "@waybill/protocol/schemas/api/routing";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { sendOwn } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { PRICE_NAMES, type PriceName } from "./use-routing-prices.ts";

type Draft = Record<PriceName, string>;

/** Sets what the next plan is charged for. Nothing for somebody who may only read: the table below says what counts. */
export function PricesForm({ current }: { current: RoutingPricesView }) {
  const client = useQueryClient();
  const { me } = useConsole();
  const [draft, setDraft] = useState<Draft>(() => Object.fromEntries(PRICE_NAMES.map((name) => [name, String(current[name])])) as Draft);
  const [tried, setTried] = useState(false);
  const saving = useMutation({
    mutationFn: (body: object) => sendOwn("/api/routing-prices", routingPricesView, { method: "PUT", body }),
    onSuccess: () => Promise.all([keys.routingPrices, keys.lists].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  if (!mayDo(me, "routing:set")) return null;
  const numbers = PRICE_NAMES.map((name) => [name, /^\d{1,10}$/.test(draft[name].trim()) ? Number(draft[name]) : null] as const);
  const request = routingPricesRequest.safeParse(Object.fromEntries(numbers));
  const wrong = new Set(request.success ? [] : request.error.issues.map(({ path }) => path[0]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (request.success && !saving.isPending) saving.mutate(request.data);
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl gap-4 sm:grid-cols-2">
      {PRICE_NAMES.map((name) => (
        <Field
          key={name}
          label={<T id={`store.routing.${name}`} />}
          hint={<T id={`store.routing.${name}.hint`} />}
          error={tried && wrong.has(name) && <T id="store.routing.wrong" />}
        >
          <Input
            inputMode="numeric"
            maxLength={10}
            value={draft[name]}
            onValueChange={(text) => {
              setDraft({ ...draft, [name]: text });
              saving.reset();
            }}
          />
        </Field>
      ))}
      <div className="space-y-3 sm:col-span-2">
        {saving.isError && <LoadFailure error={saving.error} onRetry={saving.reset} />}
        <Button type="submit" look="primary" busy={saving.isPending}>
          <T id="store.routing.save" />
        </Button>
      </div>
    </form>
  );
}
