import { contentIdOf } from "@waybill/protocol/documents/content-id";
import { isDocument, parseDocumentLink } from "@waybill/protocol/documents/document-link";
import { splitSealed } from "@waybill/protocol/documents/sealed-document";

/** What was found out about the bytes behind a content id. `file` is there only when every check passed. */
export type ContentCheck =
  | { status: "passed"; file: Uint8Array<ArrayBuffer> }
  /** `bytes`: not what the content id names; `key`: the key does not open them; `file`: not what the event names. */
  | { status: "failed"; why: "bytes" | "key" | "file" };

interface Content {
  cid: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Opens a private document; base64url. */
  key?: string | null;
  /** As an event names the document. */
  link?: string | null;
}

/** Hashes what was fetched, opens it when there is a key, and compares the file with the event's link when there is one. */
export async function checkContent({ cid, bytes, key, link }: Content): Promise<ContentCheck> {
  if (contentIdOf(bytes) !== cid) return { status: "failed", why: "bytes" };
  const file = key ? await openSealed(bytes, key) : bytes;
  if (file === null) return { status: "failed", why: "key" };
  const named = link ? parseDocumentLink(link) : undefined;
  // A content id names what is stored, which was checked above; a digest names the file itself.
  const isNamed = named === undefined || (named.kind === "ipfs" ? named.cid === cid : isDocument(named, file));
  return isNamed ? { status: "passed", file } : { status: "failed", why: "file" };
}

/** The file inside a sealed document, or null when the key is another's. */
async function openSealed(bytes: Uint8Array<ArrayBuffer>, keyText: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = bytesOfBase64Url(keyText);
  const parts = key && splitSealed(key, bytes);
  if (!key || !parts) return null;
  try {
    const imported = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: Uint8Array.from(parts.nonce) },
      imported,
      Uint8Array.from(parts.ciphertext),
    );
    return new Uint8Array(opened);
  } catch {
    return null;
  }
}

function bytesOfBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) return null;
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

/** The key in the fragment of an address, where no server sees it; null when there is none. */
export function keyInFragment(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "")).get("key");
}
