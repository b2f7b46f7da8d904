/** Far above any name and password. */
const BASIC = /^Basic +([A-Za-z0-9+/]{1,2000}={0,2})$/i;

/** Name and password of an `Authorization` header (RFC 7617, in UTF-8); undefined for any other. */
export function basicOf(header: string | undefined): { name: string; password: string } | undefined {
  const encoded = BASIC.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const end = text.indexOf(":");
  return end < 0 ? undefined : { name: text.slice(0, end).normalize("NFC"), password: text.slice(end + 1) };
}
