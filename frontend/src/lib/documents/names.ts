import { shelf } from "../storage.ts";

const KEY = "waybill.document-names.v1";
/** Older ones are forgotten: this is a convenience. */
const MAX_NAMES = 200;

/** The server tells the name of a private document to its owner's token alone, and a wallet has none: so this browser remembers it. */
export function rememberName(cid: string, name: string): void {
  const names = [...Object.entries(read()).filter(([known]) => known !== cid), [cid, name]];
  shelf.setItem(KEY, JSON.stringify(Object.fromEntries(names.slice(-MAX_NAMES))));
}

export function rememberedName(cid: string): string | null {
  return read()[cid] ?? null;
}

function read(): Record<string, string> {
  try {
    return JSON.parse(shelf.getItem(KEY) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}
