/** One member of a message, named by the way to it: `content.statement`. */
export interface TypedField {
  name: string;
  type: string;
  value: unknown;
}

type Types = Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;

/** The members of an EIP-712 message in the order in which they are hashed, those of structs inside in their place. */
export function typedFieldsOf(types: Types, type: string, message: unknown, path = ""): TypedField[] {
  const members = new Map<string, unknown>(Object.entries(message as object));
  return (types[type] ?? []).flatMap((member) => {
    const [name, value] = [`${path}${member.name}`, members.get(member.name)];
    return types[member.type] === undefined ? [{ name, type: member.type, value }] : typedFieldsOf(types, member.type, value, `${name}.`);
  });
}
