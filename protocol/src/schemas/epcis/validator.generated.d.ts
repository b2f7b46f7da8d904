/** One failed rule as ajv reports it. */
export interface SchemaError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
  /** Set when the failed value is the name of a member. */
  propertyName?: string;
}

/** Checks a plain JSON value against the official schema; `errors` holds what failed in the last call. */
export const validate: ((value: unknown) => boolean) & { errors?: SchemaError[] | null };
