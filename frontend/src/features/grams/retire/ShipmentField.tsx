import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { X } from "lucide-react";
import { useState } from "react";
import { SubjectPicker } from "../../../entities/pickers/SubjectPicker.tsx";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { useCustodyOf } from "../../../lib/api/use-custody-of.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import type { RetireDraft } from "../model/retire-draft.ts";

interface ShipmentFieldProps {
  shipment: RetireDraft["shipment"];
  onChange: (shipment: RetireDraft["shipment"]) => void;
}

/** The unit whose emissions are made good: one that is on the chain, since its key there stands in the claim. */
export function ShipmentField({ shipment, onChange }: ShipmentFieldProps) {
  const text = useText();
  const [asked, setAsked] = useState("");
  const { data, isError } = useCustodyOf(shipment === null ? asked : "");
  if (shipment !== null) {
    return (
      <div>
        <p className="font-medium">
          <T id="retire.shipment" />
        </p>
        <p className="mt-1.5 flex items-center gap-2">
          <SubjectChip subject={shipment.subject} copy />
          <Button
            look="quiet"
            size="icon"
            aria-label={text("compose.remove")}
            onClick={() => {
              setAsked("");
              onChange(null);
            }}
          >
            <X aria-hidden />
          </Button>
        </p>
        <p className="mt-1 text-sm text-muted">
          <T id="retire.shipment.once" />
        </p>
      </div>
    );
  }
  const problem = asked === "" ? undefined : isError ? "error.down.title" : data === null ? "retire.shipment.unknown" : undefined;
  return (
    <div className="space-y-2">
      <SubjectPicker
        unitsOnly
        label={<T id="retire.shipment" />}
        hint={<T id="retire.shipment.hint" />}
        error={problem && <T id={problem} />}
        onPick={setAsked}
      />
      {data !== undefined && data !== null && (
        <Button size="small" onClick={() => onChange({ subject: asked, key: data.unit as Hex32 })}>
          <T id="retire.shipment.take" />
          <SubjectChip subject={asked} />
        </Button>
      )}
    </div>
  );
}
