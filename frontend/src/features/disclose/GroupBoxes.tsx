import type { Field } from "@waybill/protocol/hashing/field-tree";
import { stringifyLossless } from "@waybill/protocol/hashing/lossless-json";
import { T } from "../../lib/i18n/text.tsx";
import { LazyDisclosure } from "../../ui/LazyDisclosure.tsx";
import { withGroup, type FieldGroup } from "./field-groups.ts";
import { FieldBox } from "./FieldBox.tsx";

/** A list of thousands is chosen as a whole; nobody ticks off more than these one by one. */
const MAX_SINGLE = 300;

interface GroupBoxesProps {
  group: FieldGroup;
  shown: ReadonlySet<string>;
  onChange: (shown: ReadonlySet<string>) => void;
}

/** One member of the event as a whole, and each field in it one click below. */
export function GroupBoxes({ group, shown, onChange }: GroupBoxesProps) {
  const { name, pointer, fields } = group;
  const count = fields.filter((field) => shown.has(field.pointer)).length;
  const isSingle = fields.length === 1 && fields[0]?.pointer === pointer;
  return (
    <li>
      <FieldBox
        state={count === 0 ? "hidden" : count === fields.length ? "shown" : "partly"}
        name={name}
        onChange={(isShown) => onChange(withGroup(shown, group, isShown))}
      >
        {isSingle ? <Said field={fields[0] as Field} /> : <T id="disclose.group" values={{ shown: count, all: fields.length }} />}
      </FieldBox>
      {!isSingle && (
        <div className="pb-2.5 pl-7.5">
          <LazyDisclosure summary={<T id="disclose.single" values={{ name }} />}>
            {() => (
              <>
                <ul className="border-l border-line pl-4">
                  {fields.slice(0, MAX_SINGLE).map((field) => (
                    <li key={field.pointer}>
                      <FieldBox
                        state={shown.has(field.pointer) ? "shown" : "hidden"}
                        name={field.pointer}
                        onChange={(isShown) => onChange(withGroup(shown, { name, pointer, fields: [field] }, isShown))}
                      >
                        <Said field={field} />
                      </FieldBox>
                    </li>
                  ))}
                </ul>
                {fields.length > MAX_SINGLE && (
                  <p className="mt-2 text-sm text-muted">
                    <T id="disclose.more" values={{ count: fields.length - MAX_SINGLE }} />
                  </p>
                )}
              </>
            )}
          </LazyDisclosure>
        </div>
      )}
    </li>
  );
}

/** Text without its quotes; everything else as JSON writes it. */
function Said({ field: { value } }: { field: Field }) {
  return typeof value === "string" ? value : stringifyLossless(value);
}
