import type { TaskView } from "@waybill/protocol/schemas/warehouse/floor";
import { T } from "../../lib/i18n/text.tsx";
import { GoodsText } from "../parts/GoodsText.tsx";

/** What is to be done, as somebody reads it on the way: what, where, how many, of what. */
export function TaskText({ task, title }: { task: TaskView; title?: string | undefined }) {
  const { kind, bin } = task;
  return (
    <span className="block">
      <span className="block text-sm text-muted">
        <T id={`floor.task.${kind}`} />
      </span>
      <span className="block text-2xl font-semibold">
        <T id="floor.task.bin" values={{ bin }} />
      </span>
      {kind !== "count" && (
        <span className="block text-lg">
          <T id="floor.pieces" values={{ count: leftOf(task) }} />
        </span>
      )}
      <GoodsText goods={task} title={title} />
    </span>
  );
}

export function leftOf({ quantity, done, missing }: Pick<TaskView, "quantity" | "done" | "missing">): number {
  return quantity - done - missing;
}
