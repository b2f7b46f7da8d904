import { disposition, type Disposition } from "@waybill/protocol/schemas/api/orders";
import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";

/** What somebody has said so far of what becomes of goods that came back. */
export interface DispositionDraft {
  kind: Disposition["kind"];
  warehouse: string;
  lot: string;
  expiry: string;
}

/** At first: where the goods of a line were shipped from. What the program of a warehouse shipped, its floor receives. */
export function firstDisposition({ fulfilments }: TrackedOrder, line: number): DispositionDraft {
  const from = fulfilments.filter(({ state }) => state === "shipped").find(({ goods }) => goods.some((part) => part.line === line));
  const part = from?.goods.find((one) => one.line === line);
  return {
    ...{ kind: from?.hasProgram ? "floor" : "restock", warehouse: from?.warehouse ?? "" },
    ...{ lot: part?.lot ?? "", expiry: part?.expiry ?? "" },
  };
}

/** As it is sent; null while it is not whole. */
export function dispositionOf({ kind, warehouse, lot, expiry }: DispositionDraft): Disposition | null {
  const said = {
    restock: { kind, warehouse, lot: lot || null, expiry: expiry || null },
    "write-off": { kind },
    floor: { kind, warehouse },
  }[kind];
  return disposition.safeParse(said).data ?? null;
}

interface DispositionFieldsProps {
  title: string;
  draft: DispositionDraft;
  onChange: (draft: DispositionDraft) => void;
}

/** Asks what becomes of goods that came back: on which shelf, whose floor, or nowhere. */
export function DispositionFields({ title, draft, onChange }: DispositionFieldsProps) {
  const t = useText();
  const input = (name: "warehouse" | "lot" | "expiry", type?: "date") => (
    <Field label={<T id={`store.return.${name}`} values={{ title }} />}>
      <Input type={type} maxLength={40} value={draft[name]} onValueChange={(text) => onChange({ ...draft, [name]: text.trim() })} />
    </Field>
  );
  return (
    <div className="grid max-w-2xl gap-4 sm:grid-cols-2">
      <Field label={<T id="store.return.to" values={{ title }} />} hint={draft.kind === "floor" && <T id="store.return.floor.hint" />}>
        <Select
          value={draft.kind}
          onValueChange={(kind) => onChange({ ...draft, kind })}
          options={(["restock", "write-off", "floor"] as const).map((value) => ({ value, label: t(`store.return.${value}`) }))}
        />
      </Field>
      {draft.kind !== "write-off" && input("warehouse")}
      {draft.kind === "restock" && (
        <>
          {input("lot")}
          {input("expiry", "date")}
        </>
      )}
    </div>
  );
}
