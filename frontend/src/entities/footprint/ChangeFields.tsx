import { MODES } from "@waybill/protocol/footprint/factor-table";
import type { FootprintElement } from "@waybill/protocol/footprint/footprint";
import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import { useMemo, type ReactNode } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { Select } from "../../ui/Select.tsx";
import { useElementName } from "./ElementName.tsx";
import type { ChangeDraft, ChangeField } from "./change-draft.ts";

interface ChangeFieldsProps {
  legs: readonly Extract<FootprintElement, { kind: "transport" }>[];
  tables: readonly FactorTableView[];
  draft: ChangeDraft;
  problems: readonly ChangeField[];
  /** The other way is the baseline of a claim, which takes what claims least. */
  isBaseline?: boolean;
  onChange: (part: Partial<ChangeDraft>) => void;
  /** What to do with it. */
  children?: ReactNode;
}

/** Which leg, and how it might have been. */
export function ChangeFields({ legs, tables, draft, problems, isBaseline = false, onChange, children }: ChangeFieldsProps) {
  const t = useText();
  const nameOf = useElementName();
  const rows = useMemo(
    () =>
      tables.flatMap(({ hash, table }) =>
        table.rows.flatMap((row) =>
          row.kind === "transport" ? [{ mode: row.mode, value: `${hash}/${row.id}`, label: row.name, hint: row.source }] : [],
        ),
      ),
    [tables],
  );
  const modes = MODES.filter((mode) => rows.some((row) => row.mode === mode));
  const legMode = (id: string) => legs.find((leg) => leg.id === id)?.mode ?? draft.mode;
  return (
    <div className="grid max-w-3xl gap-4 sm:grid-cols-2">
      <Field label={<T id="footprint.what-if.leg" />} className="sm:col-span-2">
        <Select
          value={draft.element}
          onValueChange={(element) => onChange({ element, mode: legMode(element), factor: "" })}
          options={legs.map((leg) => ({ value: leg.id, label: nameOf(leg) }))}
        />
      </Field>
      <Field label={<T id="footprint.what-if.mode" />}>
        <Select
          value={draft.mode}
          onValueChange={(mode) => onChange({ mode, factor: "" })}
          options={modes.map((value) => ({ value, label: t(`footprint.mode.${value}`) }))}
        />
      </Field>
      <Field label={<T id="footprint.what-if.factor" />}>
        <Select
          value={draft.factor}
          onValueChange={(factor) => onChange({ factor })}
          options={[
            { value: "", label: t(isBaseline ? "footprint.what-if.factor.lowest" : "footprint.what-if.factor.any") },
            ...rows.filter(({ mode }) => mode === draft.mode),
          ]}
        />
      </Field>
      {(["load", "empty", "kilometres"] as const).map((field) => (
        <Field
          key={field}
          label={<T id={`footprint.what-if.${field}`} />}
          hint={
            <T id={isBaseline && field === "kilometres" ? "footprint.what-if.kilometres.baseline" : `footprint.what-if.${field}.hint`} />
          }
          error={problems.includes(field) && t(`footprint.what-if.${field}.wrong`)}
        >
          <Input inputMode="decimal" maxLength={12} value={draft[field]} onValueChange={(value) => onChange({ [field]: value })} />
        </Field>
      ))}
      {children !== undefined && <div className="sm:col-span-2">{children}</div>}
    </div>
  );
}
