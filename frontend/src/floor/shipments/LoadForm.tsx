import type { FloorShipment } from "@waybill/protocol/schemas/warehouse/floor";
import { useState, type FormEvent } from "react";
import { z } from "zod";
import { isNotFound } from "../../lib/api/errors.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { useAct } from "../api/use-act.ts";
import { lookUp } from "../api/use-floor.ts";
import { Known } from "../parts/Known.tsx";
import { Refusal } from "../parts/Refusal.tsx";
import { ScanStep } from "../parts/ScanStep.tsx";

const shipped = z.object({ id: z.string(), state: z.literal("shipped") });

/** Each parcel is scanned as it is loaded; then it leaves. */
export function LoadForm({ shipment: { id, parcels } }: { shipment: FloorShipment }) {
  const t = useText();
  const act = useAct();
  const [loaded, setLoaded] = useState<readonly string[]>([]);
  const [carrier, setCarrier] = useState("");
  const [tracking, setTracking] = useState("");
  const missing = parcels.filter(({ sscc }) => !loaded.includes(sscc));
  const take = async (code: string) => {
    const found = await lookUp(code).catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
    if (found?.kind !== "parcel" || !parcels.some(({ sscc }) => sscc === found.sscc)) return t("floor.load.other", { code });
    setLoaded([...new Set([...loaded, found.sscc])]);
    return null;
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!act.isSending)
      void act.run(`shipments/${encodeURIComponent(id)}/ship`, shipped, { carrier: orNull(carrier), tracking: orNull(tracking) });
  };
  return (
    <section aria-labelledby="load" className="no-print">
      <Callout className="mb-5" tone="passed" live title={<T id="floor.load.may" />} />
      <h2 id="load" className="mb-3 text-2xl">
        <T id="floor.load" />
      </h2>
      <Known
        steps={loaded.map((sscc) => ({
          name: sscc,
          label: <T id="floor.load.loaded" />,
          value: <span className="font-mono">{sscc}</span>,
        }))}
      />
      {missing.length > 0 ? (
        <ScanStep key={loaded.length} label={<T id="floor.load.scan" values={{ count: missing.length }} />} onCode={take} />
      ) : (
        <form onSubmit={send} className="space-y-4">
          <Field label={<T id="floor.load.carrier" />} optional={<T id="floor.optional" />}>
            <Input autoFocus maxLength={100} autoComplete="off" value={carrier} onValueChange={setCarrier} className="min-h-14" />
          </Field>
          <Field label={<T id="floor.load.tracking" />} optional={<T id="floor.optional" />}>
            <Input
              maxLength={100}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={tracking}
              onValueChange={setTracking}
              className="min-h-14 font-mono"
            />
          </Field>
          <Button type="submit" look="primary" size="large" className="w-full" busy={act.isSending}>
            <T id="floor.load.now" />
          </Button>
        </form>
      )}
      <Refusal error={act.error} />
    </section>
  );
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
