/** One member of a message, named by the way to it: `content.statement`, `tree[0][1].fieldsRoot`. */
export interface TypedField {
  name: string;
  type: string;
  value: unknown;
}

type Types = Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;

/** Items of a list that are shown; of the rest their number is. */
const SHOWN = 5;

/**
 * The members of an EIP-712 message in the order in which they are hashed, those of structs inside in their place. Of a list, nested or
 * not, the first items are shown and the others counted: a signature for hundreds of statements must not freeze the page.
 */
export function typedFieldsOf(types: Types, type: string, message: unknown, path = ""): TypedField[] {
  const members = new Map<string, unknown>(Object.entries(message as object));
  return (types[type] ?? []).flatMap((member) => fieldsOf(types, member.type, members.get(member.name), `${path}${member.name}`));
}

function fieldsOf(types: Types, type: string, value: unknown, name: string): TypedField[] {
  if (types[type] !== undefined) return typedFieldsOf(types, type, value, `${name}.`);
  if (!Array.isArray(value)) return [{ name, type, value }];
  const items = value.flat(Infinity) as unknown[];
  const itemType = type.replace(/(?:\[\d*\])+$/, "");
  const shown = items.slice(0, SHOWN).flatMap((item, index) => fieldsOf(types, itemType, item, `${name}[${index}]`));
  return [{ name: `${name}.length`, type: "uint256", value: items.length }, ...shown];
}
