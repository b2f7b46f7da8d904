import { statSync } from "node:fs";
import { ConfigError } from "./config-error.ts";
import { Secret } from "./secret.ts";

/** How old an answer may be that a file has not changed. */
const LOOK_MILLISECONDS = 250;
/** After this long every process has taken over what a file holds. */
export const TAKEN_OVER_MILLISECONDS = 4 * LOOK_MILLISECONDS;

/** Secrets that live in files, read again when those change: a rotation needs no restart. */
export interface SecretFiles {
  readFile: (path: string) => string;
  /**
   * What some files hold together.
   *
   * @throws {ConfigError} when they cannot be used now. Later that is a problem, and what they held before counts.
   */
  secret<Value>(paths: readonly string[], read: () => Value): Secret<Value>;
  /** One sentence for each secret whose files have changed and cannot be used. */
  problems(): string[];
}

export function watchSecretFiles(readFile: (path: string) => string): SecretFiles {
  const looks: (() => string | null)[] = [];
  return {
    readFile,
    secret(paths, read) {
      let stamp = stampOf(paths);
      let value = read();
      let problem: string | null = null;
      let lookedAt = performance.now();
      const look = () => {
        lookedAt = performance.now();
        const now = stampOf(paths);
        if (now === stamp) return problem;
        stamp = now;
        try {
          value = read();
          problem = null;
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          problem = `${error.message} What was there before is used on.`;
        }
        return problem;
      };
      looks.push(look);
      return new Secret(() => {
        if (performance.now() - lookedAt >= LOOK_MILLISECONDS) look();
        return value;
      });
    },
    problems: () => looks.flatMap((look) => look() ?? []),
  };
}

function stampOf(paths: readonly string[]): string {
  return paths.map(stampOfOne).join();
}

function stampOfOne(path: string): string {
  try {
    const { mtimeMs, ino, size } = statSync(path);
    return `${mtimeMs} ${ino} ${size}`;
  } catch {
    // Whatever it is, a folder that may not be entered as well: reading says so.
    return "none";
  }
}
