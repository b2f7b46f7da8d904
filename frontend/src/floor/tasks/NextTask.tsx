import { taskView, type TaskView } from "@waybill/protocol/schemas/warehouse/floor";
import { T } from "../../lib/i18n/text.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { useAct } from "../api/use-act.ts";
import { useTasks } from "../api/use-floor.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { go, placeOf } from "../place.ts";
import { TaskText } from "./TaskText.tsx";

/** What is to be done next, of the same shipment at first; or the shipment itself, where all of it is picked. */
export function NextTask({ after, label }: { after: TaskView; label: string }) {
  const { data = [], isFetching } = useTasks();
  const act = useAct();
  const others = data.filter(({ id }) => id !== after.id);
  const sibling = others.find(({ kind, shipment }) => kind === after.kind && shipment !== null && shipment === after.shipment);
  const take = async ({ id }: TaskView) => {
    const taken = await act.run(`tasks/${id}/take`, taskView);
    if (taken !== undefined) go("tasks", taken.id);
  };
  return (
    <div className="space-y-3">
      {sibling !== undefined && (
        <>
          <p className="font-medium">
            <T id="floor.task.next" />
          </p>
          <TaskText task={sibling} />
          <Button autoFocus look="primary" size="large" className="w-full" busy={act.isSending} onClick={() => void take(sibling)}>
            <T id="floor.tasks.take" />
          </Button>
        </>
      )}
      {sibling === undefined && !isFetching && after.kind === "pick" && after.shipment !== null && (
        <ButtonLink href={placeOf("shipments", after.shipment)} look="primary" size="large" className="w-full">
          <T id="floor.task.to-shipment" />
        </ButtonLink>
      )}
      <ButtonLink href={placeOf("tasks")} size="large" className="w-full">
        {label}
      </ButtonLink>
      <Refusal error={act.error} />
    </div>
  );
}
