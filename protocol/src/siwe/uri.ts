/** Grammar of RFC 3986, as far as a sign-in message needs it; the names are those of its appendix A. */

const UNRESERVED = String.raw`A-Za-z0-9\-._~`;
const SUB_DELIMS = "!$&'()*+,;=";
const PCT = "%[0-9A-Fa-f]{2}";
const PCHAR = `(?:[${UNRESERVED}${SUB_DELIMS}:@]|${PCT})`;
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const IPV4 = String.raw`${OCTET}(?:\.${OCTET}){3}`;
const H16 = "[0-9A-Fa-f]{1,4}";
const LS32 = `(?:${H16}:${H16}|${IPV4})`;
const IPV6 = [
  `(?:${H16}:){6}${LS32}`,
  `::(?:${H16}:){5}${LS32}`,
  `(?:${H16})?::(?:${H16}:){4}${LS32}`,
  `(?:(?:${H16}:){0,1}${H16})?::(?:${H16}:){3}${LS32}`,
  `(?:(?:${H16}:){0,2}${H16})?::(?:${H16}:){2}${LS32}`,
  `(?:(?:${H16}:){0,3}${H16})?::${H16}:${LS32}`,
  `(?:(?:${H16}:){0,4}${H16})?::${LS32}`,
  `(?:(?:${H16}:){0,5}${H16})?::${H16}`,
  `(?:(?:${H16}:){0,6}${H16})?::`,
].join("|");
const IP_FUTURE = String.raw`[vV][0-9A-Fa-f]+\.[${UNRESERVED}${SUB_DELIMS}:]+`;
const REG_NAME = `(?:[${UNRESERVED}${SUB_DELIMS}]|${PCT})*`;
const USERINFO = `(?:[${UNRESERVED}${SUB_DELIMS}:]|${PCT})*`;
const AUTHORITY = String.raw`(?:${USERINFO}@)?(?:\[(?:${IPV6}|${IP_FUTURE})\]|${REG_NAME})(?::\d*)?`;
const PATH_AFTER_AUTHORITY = `(?:/${PCHAR}*)*`;
const PATH = `/?(?:${PCHAR}+(?:/${PCHAR}*)*)?`;
const QUERY = `(?:${PCHAR}|[/?])*`;

const AUTHORITY_PATTERN = new RegExp(`^${AUTHORITY}$`);
const SCHEME_PATTERN = /^[A-Za-z][A-Za-z0-9+.-]*$/;
const URI_PATTERN = new RegExp(
  String.raw`^[A-Za-z][A-Za-z0-9+.-]*:(?://${AUTHORITY}${PATH_AFTER_AUTHORITY}|${PATH})(?:\?${QUERY})?(?:#${QUERY})?$`,
);
const PCHARS_PATTERN = new RegExp(`^${PCHAR}*$`);

/** Whether a text is `authority` and names a host. */
export function isAuthority(text: string): boolean {
  return AUTHORITY_PATTERN.test(text) && /^[^:]/.test(text.slice(text.lastIndexOf("@") + 1));
}

export function isScheme(text: string): boolean {
  return SCHEME_PATTERN.test(text);
}

/** Whether a text is `URI`: absolute, with a scheme. */
export function isUri(text: string): boolean {
  return URI_PATTERN.test(text);
}

/** Whether a text is `*pchar`. */
export function isPathCharacters(text: string): boolean {
  return PCHARS_PATTERN.test(text);
}
