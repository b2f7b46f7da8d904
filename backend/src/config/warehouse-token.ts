import { createHmac } from "node:crypto";

/** What a warehouse and the shop show each other: made of the secret and the name, so that nobody has to keep a list. */
export function warehouseToken(secret: string, id: string): string {
  // The words before keep whoever makes other things of the same secret from making tokens.
  return `wbw_${id}_${createHmac("sha256", secret).update(`waybill warehouse ${id}`).digest("base64url")}`;
}
