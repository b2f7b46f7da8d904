import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";

/** A line of an order, and how many of it something can still be done with. */
export interface LeftLine {
  number: number;
  title: string;
  left: number;
}

export function leftToShip({ lines }: Pick<TrackedOrder, "lines">): LeftLine[] {
  return leftOf(lines, ({ quantity, shipped }) => quantity - shipped);
}

export function leftToReturn({ lines }: Pick<TrackedOrder, "lines">): LeftLine[] {
  return leftOf(lines, ({ shipped, returned }) => shipped - returned);
}

function leftOf(lines: TrackedOrder["lines"], count: (line: TrackedOrder["lines"][number]) => number): LeftLine[] {
  return lines.map((line) => ({ number: line.number, title: line.title, left: count(line) })).filter(({ left }) => left > 0);
}
