import type { z } from "zod";
import { ConfigError } from "./config-error.ts";
import { readOrFail } from "./keys.ts";
import type { Variable } from "./variables.ts";

export type Environment = Record<string, string | undefined>;
type Table = Readonly<Record<string, Variable>>;
export type Values<Variables extends Table> = {
  [Name in keyof Variables]: Variables[Name] extends Variable<infer Schema> ? z.output<Schema> : never;
};

export interface Reading {
  env: Environment;
  /** Those whose text may stand in the file that `NAME_FILE` names instead. */
  mayBeInFile: readonly string[];
  readFile: (path: string) => string;
}

/**
 * Reads each variable of a table through its schema.
 *
 * @throws {ConfigError} with every problem at once; values of secret variables are never repeated.
 */
export function readVariables<const Variables extends Table>(
  variables: Variables,
  { env: given, mayBeInFile, readFile }: Reading,
): Values<Variables> {
  const env = { ...given };
  for (const name of mayBeInFile) {
    const path = env[`${name}_FILE`];
    if (path && !env[name]) env[name] = readOrFail(`${name}_FILE`, path, readFile).trim();
  }
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable>(variables)) {
    const text = env[name] === "" ? undefined : env[name];
    const parsed = variable.schema.safeParse(text ?? variable.default);
    if (parsed.success) values[name] = parsed.data;
    else if (text === undefined) problems.push(`${name} is required: ${variable.description}`);
    else problems.push(`${name} is not usable${variable.secret ? "" : ` ("${text}")`}: ${parsed.error.issues[0]?.message ?? "invalid"}.`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return values as Values<Variables>;
}
