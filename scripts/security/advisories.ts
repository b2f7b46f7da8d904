import { z } from "zod";

/** Days within which a weakness is mended, from the day on which it was known; docs/security/README.md#Dependencies. */
export const DAYS_TO_MEND = { critical: 2, high: 7, moderate: 30, low: 30, info: 30 } as const;

const DAY_MILLISECONDS = 86_400_000;
/** What `npm audit --json` says (version 2 of its report): by package, with the advisories that strike it and names of packages that pass them on. */
const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      via: z.array(z.union([z.string(), z.object({ name: z.string(), title: z.string(), url: z.url(), severity: z.string() })])),
    }),
  ),
});
const severities = z.enum(["critical", "high", "moderate", "low", "info"]).catch("critical");

/** Advisories that are being mended, with the day on which each was known. */
export const knownAdvisories = z.record(
  z.string().regex(/^GHSA(-[a-z0-9]{4}){3}$/),
  z.strictObject({ known: z.iso.date(), what: z.string() }),
);
export type KnownAdvisories = z.output<typeof knownAdvisories>;

/**
 * One sentence for each advisory that nobody has noted, that is past its time, or that is noted and gone; none when all is within its time.
 *
 * @param audit what `npm audit --json` printed, parsed
 * @throws when it is no such report: a registry that was not asked has found nothing wrong with nothing
 */
export function objectionsTo(audit: unknown, known: KnownAdvisories, now: Date): string[] {
  const { vulnerabilities } = report.parse(audit);
  const found = new Map(
    Object.values(vulnerabilities).flatMap(({ via }) =>
      via.flatMap((one) => (typeof one === "string" ? [] : [[one.url.split("/").pop() ?? "", one] as const])),
    ),
  );
  const open = [...found].flatMap(([id, { name, title, severity }]) => {
    const weight = severities.parse(severity);
    const what = `${id} (${weight}) in ${name}, ${title}`;
    const noted = known[id];
    if (noted === undefined) return [`${what}: mend it, or note the day on which it was known; there are ${DAYS_TO_MEND[weight]} days.`];
    const due = new Date(Date.parse(noted.known) + DAYS_TO_MEND[weight] * DAY_MILLISECONDS);
    return now <= due ? [] : [`${what}: was to be mended by ${due.toISOString().slice(0, 10)}.`];
  });
  return [...open, ...Object.keys(known).flatMap((id) => (found.has(id) ? [] : [`${id} is noted, and no package has it any more.`]))];
}
