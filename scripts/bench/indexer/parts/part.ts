import { figure, type Figure, type Measured } from "../../figure.ts";
import type { Subject } from "../subjects/subject.ts";
import type { SubjectName } from "../settings.ts";
import type { World } from "../world.ts";

/** One part of the bench: makes its own chain, measures, and says what it found. */
export type Part = (world: World) => Promise<Figure[]>;

/** Does something for each subject, whatever becomes of the others. A peer that fails is told; ours that fails has missed its goals. */
export async function forEachSubject(
  { subjects }: World,
  title: string,
  measure: (subject: Subject) => Promise<Measured[]>,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const subject of subjects) {
    progress(`${title}: ${subject.name}`);
    figures.push(
      ...(await measure(subject).then(
        (all) => all.map(figure),
        (error: unknown) => [failed(title, subject.name, error)],
      )),
    );
  }
  return figures;
}

/** A figure that could not be had. */
export function failed(title: string, subject: SubjectName, error: unknown): Figure {
  const reason = error instanceof Error ? error.message : String(error);
  const goal = subject === "ours" ? 0 : null;
  return figure({ figure: `${title}, ${subject}`, value: NaN, unit: "", goal, note: reason.split("\n")[0] ?? "" });
}

/** The product's own subject; undefined when the run leaves it out. */
export function findOurs({ subjects }: World): Subject | undefined {
  return subjects.find(({ name }) => name === "ours");
}

/** Measures only ours, where peers have nothing to show. */
export async function onlyOurs(world: World, title: string, measure: (subject: Subject) => Promise<Measured[]>): Promise<Figure[]> {
  return forEachSubject({ ...world, subjects: world.subjects.filter(({ name }) => name === "ours") }, title, measure);
}

const started = performance.now();

/** A long run shows that it moves. */
export function progress(text: string): void {
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`  ${String(seconds).padStart(5)} s  ${text}`);
}
