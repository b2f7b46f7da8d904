// npm run prove: hands contracts/proofs to solc's model checker (CHC), with z3 as the solver. Says so and ends well where there is no z3.
import { PROOFS, type Proof } from "./proofs/proofs.ts";
import { prove } from "./proofs/prove.ts";
import { findSolver, type Solver } from "./proofs/solver.ts";

const solver = findSolver();
if (solver === undefined) console.log("Not proved here: no z3 is installed (on Debian and Ubuntu: apt install z3).");
else for (const proof of PROOFS) report(proof, solver);

function report(proof: Proof, by: Solver): void {
  const { safe, problems } = prove(proof, by);
  console.log(`${proof.contract}: ${safe} of ${proof.assertions} assertions hold after any sequence of calls`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0 || safe !== proof.assertions) process.exitCode = 1;
}
