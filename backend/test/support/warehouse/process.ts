import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { passedOn } from "../../../../test/support/waybill.ts";
import { waitFor } from "../wait-for.ts";

const MAIN = fileURLToPath(new URL("../../../src/main.ts", import.meta.url));

export interface WarehouseProcess {
  /** Where it listens, once it does. */
  url(): Promise<string>;
  exited: Promise<number | NodeJS.Signals | null>;
  hasExited(): boolean;
  output(): string;
  signal(name: NodeJS.Signals): void;
}

/** The program of a warehouse as a process, started as an operator would. */
export function startWarehouseProcess(env: Record<string, string>): WarehouseProcess {
  return startProgram({ WAYBILL_ROLES: "warehouse", ...env });
}

/** A process of whatever roles the environment says. */
export function startProgram(env: Record<string, string>): WarehouseProcess {
  const child: ChildProcess = spawn(process.execPath, [MAIN], {
    env: { ...passedOn(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (piece: Buffer) => (text += piece.toString()));
  let hasExited = false;
  const end = (): void => void child.kill("SIGKILL");
  // Not to outlive the tests, whatever happens to them.
  process.once("exit", end);
  const exited = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("exit", (code, signal) => {
      hasExited = true;
      process.off("exit", end);
      resolve(signal ?? code);
    });
  });
  return {
    exited,
    hasExited: () => hasExited,
    output: () => text,
    signal: (name) => void child.kill(name),
    url: () =>
      waitFor("the start of the program", () => {
        if (hasExited) throw new Error(`the program ended: ${text}`);
        return /"url":"([^"]+)","roles"/.exec(text)?.[1];
      }),
  };
}
