import { fieldsOf, type Field } from "@waybill/protocol/hashing/field-tree";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { escapePointer } from "@waybill/protocol/hashing/unsafe-numbers";

/** A member of an event, and the single fields that it holds: itself, when it is one. */
export interface FieldGroup {
  name: string;
  /** JSON Pointer to the member. */
  pointer: string;
  fields: readonly Field[];
}

/** The fields of an event by the members that they stand in, in the order in which its author wrote them. */
export function groupsOf(event: JsonObject): FieldGroup[] {
  const groups = new Map(
    Object.keys(event).map((name) => {
      const pointer = `/${escapePointer(name)}`;
      return [pointer, { name, pointer, fields: [] as Field[] }];
    }),
  );
  for (const field of fieldsOf(event)) groups.get(/^\/[^/]*/.exec(field.pointer)?.[0] ?? "")?.fields.push(field);
  return [...groups.values()];
}

/** The pointers with all of a group, or with none of it. */
export function withGroup(shown: ReadonlySet<string>, { fields }: FieldGroup, isShown: boolean): ReadonlySet<string> {
  const next = new Set(shown);
  for (const { pointer } of fields) {
    if (isShown) next.add(pointer);
    else next.delete(pointer);
  }
  return next;
}
