const SIGNATURES: readonly (readonly [string, (bytes: Uint8Array) => boolean])[] = [
  ["image/png", (bytes) => startsWith(bytes, [0x89, 0x50, 0x4e, 0x47])],
  ["image/jpeg", (bytes) => startsWith(bytes, [0xff, 0xd8, 0xff])],
  ["image/webp", (bytes) => startsWith(bytes, [0x52, 0x49, 0x46, 0x46]) && startsWith(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50])],
];

/** Text that is shown in place; the rest is in the file that is saved. */
const SHOWN_CHARACTERS = 4_000;

/** What can be shown of a file without running any of it: a picture, the beginning of a text, or nothing. Told from the bytes alone. */
export type Preview = { kind: "picture"; mediaType: string } | { kind: "text"; text: string; isCut: boolean } | { kind: "none" };

export function previewOf(bytes: Uint8Array): Preview {
  const picture = SIGNATURES.find(([, isThis]) => isThis(bytes));
  if (picture) return { kind: "picture", mediaType: picture[0] };
  const text = textOf(bytes);
  if (text === null) return { kind: "none" };
  return { kind: "text", text: text.slice(0, SHOWN_CHARACTERS), isCut: text.length > SHOWN_CHARACTERS };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function textOf(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
}
