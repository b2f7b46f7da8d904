import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "../start/root.ts";
import type { Proof } from "./proofs.ts";
import type { Solver } from "./solver.ts";

interface Output {
  auxiliaryInputRequested?: { smtlib2queries?: Record<string, string> };
  errors?: { severity: string; message: string; formattedMessage: string }[];
}

const compiler = createRequire(import.meta.url)("solc") as { compile(input: string): string };

/** A solver's answer may lead the checker to another question; it never took more than three rounds. */
const ROUNDS = 8;

/**
 * Proves the assertions of a contract for all sequences of calls. npm's solc has no solver in it: it asks its questions in SMT-LIB and is
 * run again with the answers, until it has none left.
 */
export function prove({ file, contract }: Proof, solver: Solver): { safe: number; problems: string[] } {
  const answers: Record<string, string> = {};
  for (let round = 0; round < ROUNDS; round++) {
    const { errors = [], auxiliaryInputRequested } = compile(file, contract, answers);
    const questions = Object.entries(auxiliaryInputRequested?.smtlib2queries ?? {}).filter(([hash]) => !(hash in answers));
    if (questions.length === 0) return summary(errors);
    for (const [hash, question] of questions) answers[hash] = solver(question);
  }
  return { safe: 0, problems: [`${contract}: the model checker still asks after ${ROUNDS} rounds.`] };
}

function compile(file: string, contract: string, answers: Record<string, string>): Output {
  const modelChecker = {
    engine: "chc",
    targets: ["assert"],
    solvers: ["smtlib2"],
    contracts: { [file]: [contract] },
    showProvedSafe: true,
    showUnproved: true,
  };
  const settings = { outputSelection: {}, modelChecker };
  const input = { language: "Solidity", sources: sourcesOf(file), settings, auxiliaryInput: { smtlib2responses: answers } };
  return JSON.parse(compiler.compile(JSON.stringify(input))) as Output;
}

function summary(errors: NonNullable<Output["errors"]>): { safe: number; problems: string[] } {
  const isSafe = ({ message }: { message: string }) => message.includes("check is safe");
  return { safe: errors.filter(isSafe).length, problems: errors.filter((error) => !isSafe(error)).map((error) => error.formattedMessage) };
}

/** The file and all that it imports, by relative paths. */
function sourcesOf(file: string, found: Record<string, { content: string }> = {}): Record<string, { content: string }> {
  if (file in found) return found;
  const content = readFileSync(join(ROOT, file), "utf8");
  found[file] = { content };
  for (const [, path = ""] of content.matchAll(/^import .* from "(\..*)";$/gm)) sourcesOf(join(dirname(file), path), found);
  return found;
}
