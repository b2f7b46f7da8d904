import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { readCurl, shellWords } from "./curl.ts";

interface Course {
  /** How many commands the guide has. */
  commands: number;
  /** What its commands name; set before the first of them runs. */
  variables: Readonly<Record<string, string>>;
  /** Takes from an answer what later commands name; null for one without a body. */
  heed: (answer: unknown) => void | Promise<void>;
  /** Runs `npm run waybill -- …`; a guide without it has no such command. */
  waybill?: (args: string[]) => Promise<{ code: number; said: string }>;
  /** Brings about what a command is for; called before it. */
  prepare?: (command: string) => Promise<void>;
}

const WAYBILL = "npm run waybill -- ";

/** Runs the commands of a guide one after the other, a test for each: it answers what the guide says beneath it, a status or an exit code. */
export function testGuide(name: string, { commands: count, variables, heed, waybill, prepare }: Course): void {
  const guide = readFileSync(new URL(`../../../docs/guides/${name}.md`, import.meta.url), "utf8");
  const commands = [...guide.matchAll(/```sh\n([^`]*?)\n# (\d{1,3})\n```/g)].map(([, command = "", status]) => ({
    command,
    status: Number(status),
  }));

  it("says of each of its commands what the answer is", () => {
    expect(guide.match(/```sh/g)).to.have.length(commands.length);
    expect(commands).to.have.length(count);
  });

  for (const { command, status } of commands) {
    it(`tells the truth: ${status} for ${command.split("\n")[0]}`, async () => {
      await prepare?.(command);
      if (command.startsWith(WAYBILL)) {
        const { code, said } = (await waybill?.(shellWords(command.slice(WAYBILL.length), variables))) ?? { code: -1, said: "not run" };
        expect(code, said).to.equal(status);
        return;
      }
      if (!command.startsWith("curl ")) {
        const { code, said } = await runInShell(command, variables);
        expect(code, said).to.equal(status);
        return;
      }
      const { url, method, headers, body } = readCurl(command, variables);
      const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
      const text = await answer.text();
      expect(answer.status, text).to.equal(status);
      await heed(text === "" ? null : JSON.parse(text));
    });
  }
}

/** Runs what is neither: what is done with files. */
async function runInShell(command: string, variables: Readonly<Record<string, string>>): Promise<{ code: number; said: string }> {
  const env = { ...variables, PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}` };
  const shell = spawn("sh", ["-euc", command], { env, stdio: ["ignore", "ignore", "pipe"] });
  const [said, [code]] = await Promise.all([textOf(shell.stderr), once(shell, "close") as Promise<[number | null]>]);
  return { code: code ?? -1, said };
}
