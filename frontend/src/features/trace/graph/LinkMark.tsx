import type { Proof } from "../model/filters.ts";

/** What is drawn on a line, each with its own shape; words say the same in its title and in the table. */
export const MARKED = ["error", "disputed"] as const satisfies readonly Proof[];
export type Mark = (typeof MARKED)[number];

/** Room that one mark takes beside another. */
const STEP = 22;

/** A cross for what its author took back; a diamond with an exclamation mark for what another disputes. Decorative. */
export function LinkMark({ mark, x, y }: { mark: Mark; x: number; y: number }) {
  return (
    <g data-mark={mark} transform={`translate(${x} ${y})`} fill="none" className={mark === "error" ? "stroke-fail" : "stroke-unsure"}>
      {mark === "error" ? (
        <path d="M-7 -7l14 14m0-14l-14 14" strokeWidth={3} />
      ) : (
        <>
          <path d="M0 -11L11 0L0 11L-11 0Z" strokeWidth={2} strokeLinejoin="round" className="fill-surface" />
          <path d="M0 -5.5V1.5M0 4.5V5.5" strokeWidth={2.5} />
        </>
      )}
    </g>
  );
}

/** All marks of a line, side by side around a place. */
export function LinkMarks({ marks, at }: { marks: readonly Mark[]; at: { x: number; y: number } }) {
  return marks.map((mark, index) => <LinkMark key={mark} mark={mark} x={at.x + (index - (marks.length - 1) / 2) * STEP} y={at.y} />);
}
