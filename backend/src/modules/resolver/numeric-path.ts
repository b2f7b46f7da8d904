import { keyNamed, qualifierNamed } from "@waybill/protocol/identifiers/application-identifiers";

/**
 * The same address with digits in the place of the old names of keys and qualifiers (`/gtin/…/lot/…`), which GS1 has withdrawn but printed
 * codes still hold; undefined where there are none. `url` is path and query.
 *
 * @example
 * numericPath("/gtin/9506000134352/lot/A?17=261231"); // "/01/9506000134352/10/A?17=261231"
 */
export function numericPath(url: string): string | undefined {
  const [path = "", ...rest] = url.split(/(?=[?#])/);
  const [, key = "", value, ...others] = path.split("/");
  const numeric = [
    "",
    keyNamed(key) ?? key,
    value,
    ...others.map((segment, index) => (index % 2 === 0 ? (qualifierNamed(segment) ?? segment) : segment)),
  ];
  const renamed = numeric.filter((segment) => segment !== undefined).join("/") + rest.join("");
  return renamed === url ? undefined : renamed;
}
