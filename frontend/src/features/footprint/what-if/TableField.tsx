import type { FactorTableSummary } from "@waybill/protocol/schemas/api/carbon";
import { useOfferedTables } from "../../../entities/footprint/use-footprint.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";

interface TableFieldProps {
  /** Hashes of the tables that are there anyway. */
  own: readonly string[];
  /** Hash of another one; "" for none. */
  value: string;
  onChange: (hash: string) => void;
}

/** Whose factors to choose from: those of the footprint, and a carrier's or somebody else's that was uploaded. Nothing where there is no other. */
export function TableField({ own, value, onChange }: TableFieldProps) {
  const t = useText();
  const { data = [], isError } = useOfferedTables();
  const others = data.filter(({ hash }) => !own.includes(hash));
  if (others.length === 0 && !isError) return null;
  const nameOf = ({ title, edition }: FactorTableSummary) => `${title}, ${t("footprint.factors.edition", { edition })}`;
  return (
    <Field className="mb-4 max-w-3xl" label={<T id="footprint.what-if.table" />} error={isError && t("footprint.what-if.table.failed")}>
      <Select
        value={value}
        onValueChange={onChange}
        options={[
          { value: "", label: t("footprint.what-if.table.own") },
          ...others.map((table) => ({ value: table.hash as string, label: nameOf(table), hint: table.publisher })),
        ]}
      />
    </Field>
  );
}
