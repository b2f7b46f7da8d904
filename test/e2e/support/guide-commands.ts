import { spawnSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readCurl, shellWords } from "../../../backend/test/support/curl.ts";
import { runCommand } from "../../../scripts/cli/run-command.ts";
import { ROOT } from "../../../scripts/start/root.ts";

const WAYBILL = "npm run waybill -- ";
const GUIDES = join(ROOT, "docs/guides");

/** What a command of a guide said. */
export interface Said {
  /** Whether it did what the guide has it for: 2xx, or exit code 0. */
  isGood: boolean;
  /** Status or exit code. */
  code: number;
  text: string;
}

/** Commands that a guide has a reader type, one a line of a block of shell; remarks behind `#` are for the reader. */
export function commandsOf(guide: string): string[] {
  const text = readFileSync(join(GUIDES, `${guide}.md`), "utf8");
  return [...text.matchAll(/```sh\n([^`]*)```/g)].flatMap(([, block = ""]) =>
    block
      .replaceAll("\\\n", " ")
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => line !== ""),
  );
}

/** Guides with commands, by name. */
export function guidesWithCommands(): string[] {
  return globSync("*.md", { cwd: GUIDES })
    .map((file) => basename(file, ".md"))
    .filter((guide) => commandsOf(guide).length > 0)
    .sort();
}

/** Runs one as a shell would whose reader stands in `cwd`: with `> file` behind it, and `| node …`. */
export async function runGuideCommand(command: string, { cwd, home }: { cwd: string; home: string }): Promise<Said> {
  const [, before = "", , file] = /^(.*?)( > (\S+))?$/.exec(command) ?? [];
  const [first = "", next] = before.split(" | ");
  const said = first.startsWith(WAYBILL) ? await waybill(first.slice(WAYBILL.length), cwd, home) : await curl(first);
  if (file !== undefined) writeFileSync(join(cwd, file), said.text);
  return next === undefined || !said.isGood ? said : pipe(said.text, next);
}

async function curl(command: string): Promise<Said> {
  const { url, method, headers, body } = readCurl(command, {});
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return { isGood: answer.ok, code: answer.status, text: await answer.text() };
}

async function waybill(command: string, cwd: string, home: string): Promise<Said> {
  let [text, complaint] = ["", ""];
  const stdout = { write: (piece: string) => ((text += piece), true) };
  const stderr = { write: (piece: string) => ((complaint += piece), true) };
  const code = await runCommand(shellWords(command, {}), { stdout, stderr, cwd, env: { WAYBILL_HOME: home } });
  return { isGood: code === 0, code, text: text || complaint };
}

function pipe(input: string, command: string): Said {
  const [program, ...args] = shellWords(command, {});
  if (program !== "node") throw new Error(`${program} is not known here`);
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, input, encoding: "utf8" });
  return { isGood: status === 0, code: status ?? -1, text: stdout || stderr };
}
