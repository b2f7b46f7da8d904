/** Whom a consent is asked of: a person with an account, or somebody who reported a problem and is known by nothing else. */
type Asked = "person" | "reporter";

/**
 * What is done with personal data only while whoever it is about consents. All of it is optional: whoever says no, or takes it back, can do all the
 * same things. The words are in the catalogue under `consent.<purpose>`; a change of what they say is a new version, and everybody is asked anew.
 */
export const PURPOSES = {
  "address-to-organisation": { asks: "person", version: 1 },
  "report-contact": { asks: "reporter", version: 1 },
} as const satisfies Readonly<Record<string, { asks: Asked; version: number }>>;

export type Purpose = keyof typeof PURPOSES;
type PurposeOf<Who extends Asked> = { [P in Purpose]: (typeof PURPOSES)[P] extends { asks: Who } ? P : never }[Purpose];

/** What people with an account are asked. */
export type PersonPurpose = PurposeOf<"person">;
export const PERSON_PURPOSES = (Object.keys(PURPOSES) as Purpose[]).filter(
  (purpose): purpose is PersonPurpose => PURPOSES[purpose].asks === "person",
);
