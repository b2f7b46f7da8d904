import type { DocumentType } from "@waybill/protocol/schemas/api/documents";

/** How names of each kind end; the first is given to a name that ends otherwise. */
export const EXTENSIONS: Readonly<Record<DocumentType, readonly [string, ...string[]]>> = {
  "application/pdf": [".pdf"],
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/webp": [".webp"],
  "application/json": [".json", ".jsonld", ".geojson"],
  "text/csv": [".csv"],
  "text/plain": [".txt", ".md", ".log"],
};

/**
 * A name under which a file opens as what its bytes are, on whatever machine it is saved: `photo.exe` of a picture is `photo.exe.png`. The same again
 * changes nothing; a type that is none of ours leaves the name alone.
 */
export function fittingName(name: string, mediaType: string): string {
  const fitting = (EXTENSIONS as Readonly<Record<string, readonly string[]>>)[mediaType];
  if (fitting === undefined || fitting.some((extension) => name.toLowerCase().endsWith(extension))) return name;
  return `${name}${fitting[0]}`;
}
