import { reasonOf } from "../start/problem.ts";
import { withRunning } from "../start/running.ts";
import type { Command, CommandIo } from "./command.ts";
import { COMMANDS } from "./commands.ts";

const USAGE_ERROR = 2;

/**
 * Finds and runs a command.
 *
 * @returns its exit code; 2 when there is no such command.
 */
export async function runCommand([name, ...args]: string[], io: CommandIo): Promise<number> {
  if (name === undefined || name === "help" || asksForHelp([name])) {
    io.stdout.write(help());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    io.stderr.write(`There is no command "${name}"; npm run waybill -- --help lists them.\n`);
    return USAGE_ERROR;
  }
  if (asksForHelp(args)) {
    io.stdout.write(helpOf(command));
    return 0;
  }
  return runLoaded(command, args, io);
}

async function runLoaded(command: Command, args: string[], io: CommandIo): Promise<number> {
  try {
    const { run } = await command.load();
    return await run(args, { ...io, env: withRunning(io.env) });
  } catch (error) {
    io.stderr.write(`${reasonOf(error)}\n`);
    return 1;
  }
}

function asksForHelp(args: readonly string[]): boolean {
  return args.includes("--help") || args.includes("-h");
}

function helpOf({ usage, summary, details }: Command): string {
  return `Usage: npm run waybill -- ${usage}\n\n${[summary, ...details].join("\n")}\n`;
}

function help(): string {
  const lines = Object.values(COMMANDS).map(({ usage, summary }) => `  ${usage}\n      ${summary}`);
  return `Usage: npm run waybill -- <command>\n\n${lines.join("\n")}\n`;
}
