import { postalArea, type PostalArea } from "@waybill/protocol/schemas/api/routing";

/** Areas of a text, one a line: beginning of the postal codes, latitude, longitude; with the numbers of lines that are none. */
export function readAreas(text: string): { areas: PostalArea[]; wrong: number[] } {
  const seen = new Set<string>();
  const areas: PostalArea[] = [];
  const wrong: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const [prefix = "", latitude = "", longitude = "", ...more] = line.split(/[;,\t]/).map((part) => part.trim());
    const isNumber = [latitude, longitude].every((part) => /^-?\d{1,3}(\.\d+)?$/.test(part));
    const read = postalArea.safeParse({ prefix: prefix.toUpperCase(), latitude: Number(latitude), longitude: Number(longitude) });
    if (!read.success || !isNumber || more.length > 0 || seen.has(read.data.prefix)) wrong.push(index + 1);
    else {
      seen.add(read.data.prefix);
      areas.push(read.data);
    }
  }
  return { areas, wrong };
}

/** The text of areas. */
export function textOfAreas(areas: readonly PostalArea[]): string {
  return areas.map(({ prefix, latitude, longitude }) => `${prefix}, ${latitude}, ${longitude}`).join("\n");
}
