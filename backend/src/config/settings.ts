import { VARIABLES, type Variable } from "./variables.ts";

/** One variable as it was read at the start; of a secret only that there is one. */
export interface Setting {
  name: string;
  description: string;
  isSecret: boolean;
  source: "environment" | "file" | "default" | "absent";
  /** Null for what is secret, or absent. */
  value: string | null;
  /** The file that holds a secret. */
  file: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable with what it is set to, in the order of the README's table. */
export function settingsOf(env: Environment): Setting[] {
  return Object.entries<Variable>(VARIABLES).map(([name, { description, secret, default: byDefault }]) => {
    const text = given(env, name);
    const isSecret = secret === true;
    const file = isSecret && text === undefined ? fileOf(env, name) : undefined;
    const source = text !== undefined ? "environment" : file !== undefined ? "file" : byDefault === undefined ? "absent" : "default";
    return { name, description, isSecret, source, value: isSecret ? null : shown(text ?? byDefault), file: file ?? null };
  });
}

/** `RELAYER_KEY` may stand in RELAYER_KEY_FILE, or encrypted in RELAYER_KEYSTORE_FILE. */
function fileOf(env: Environment, name: string): string | undefined {
  return given(env, `${name}_FILE`) ?? (name.endsWith("_KEY") ? given(env, `${name.slice(0, -"KEY".length)}KEYSTORE_FILE`) : undefined);
}

function given(env: Environment, name: string): string | undefined {
  return env[name] === "" ? undefined : env[name];
}

/** Addresses of other servers may hold a password. */
function shown(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!/^[a-z]+:\/\/[^/]*@/i.test(text)) return text;
  return text.replace(/\/\/[^/]*@/, "//…@");
}
