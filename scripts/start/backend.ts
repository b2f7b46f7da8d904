import { whyNotListen } from "../services/ports.ts";
import { waitFor } from "../services/wait-for.ts";
import { backendEnvironment, type Running } from "./backend-environment.ts";
import type { Home } from "./home.ts";
import { StartProblem } from "./problem.ts";
import { ROOT } from "./root.ts";
import type { Settings } from "./settings.ts";
import type { Supervisor } from "./supervisor.ts";

const READY_MILLISECONDS = 60_000;
/** Before its first block a backend serves, but in part only; what lasts longer than this is no matter of starting. */
const PARTLY_READY_MILLISECONDS = 3_000;

/** @throws {StartProblem} when somebody else listens on the port, or nobody can at that address. */
export async function checkPort({ port, host, servesPages }: Settings): Promise<void> {
  if (!servesPages) return;
  const reason = await whyNotListen(port, host);
  if (reason === "EADDRINUSE") throw new StartProblem(`Port ${port} is taken by another program: stop it, or set PORT to a free one.`);
  if (reason !== null)
    throw new StartProblem(`Port ${port} of HOST ${host} is not usable (${reason}): set HOST to an address of this machine.`);
}

/** Starts the backend and waits until it says that it is ready; the supervisor tells when it ends instead. @throws {StartProblem} when it never is. */
export async function startBackend(settings: Settings, home: Home, running: Running, supervisor: Supervisor): Promise<void> {
  const logFile = home.log("backend");
  const child = await supervisor.start(
    {
      name: "The backend",
      command: process.execPath,
      args: [`${ROOT}/backend/src/main.ts`],
      cwd: ROOT,
      logFile,
      env: backendEnvironment(settings, running),
    },
    "backend",
  );
  if (!settings.servesPages) return;
  let answer = "it does not answer";
  let partlySince: number | null = null;
  await waitFor(
    async () => {
      if (child.hasExited()) return true;
      const response = await fetch(`${apiUrl(settings)}/readyz`, { signal: AbortSignal.timeout(2_000) });
      answer = await response.text();
      const isWhole = response.ok && (JSON.parse(answer) as { state?: string }).state === "ok";
      partlySince = response.ok ? (partlySince ?? performance.now()) : null;
      return isWhole || (partlySince !== null && performance.now() - partlySince > PARTLY_READY_MILLISECONDS);
    },
    { what: "readiness", deadlineMilliseconds: READY_MILLISECONDS, pollMilliseconds: 100 },
  ).catch((error: unknown) => {
    throw new StartProblem(`The backend did not become ready (${answer.slice(0, 300)}); its log is ${logFile}.`, { cause: error });
  });
  if (child.hasExited()) throw new StartProblem(`The backend ended while it started; its log is ${logFile}.`);
}

/** Where the API answers on this machine. */
export function apiUrl({ port, host }: Settings): string {
  return `http://${["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host}:${port}`;
}
