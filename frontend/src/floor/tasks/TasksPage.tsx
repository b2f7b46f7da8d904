import { taskView, type TaskView } from "@waybill/protocol/schemas/warehouse/floor";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { useAct } from "../api/use-act.ts";
import { useTasks } from "../api/use-floor.ts";
import { Refusal } from "../parts/Refusal.tsx";
import { Shown } from "../parts/Shown.tsx";
import { Title } from "../parts/Title.tsx";
import { go, placeOf } from "../place.ts";
import { TaskText } from "./TaskText.tsx";

/** What is to be done: one's own first, then what nobody has, the oldest first. */
export function TasksPage() {
  const t = useText();
  const query = useTasks();
  return (
    <>
      <Title title={t("floor.tasks")} />
      <Shown query={query}>
        {(tasks) =>
          tasks.length === 0 ? (
            <p className="text-lg text-muted">
              <T id="floor.tasks.none" />
            </p>
          ) : (
            <Lists tasks={tasks} />
          )
        }
      </Shown>
    </>
  );
}

function Lists({ tasks }: { tasks: readonly TaskView[] }) {
  const act = useAct();
  const take = async ({ id }: TaskView) => {
    const taken = await act.run(`tasks/${id}/take`, taskView);
    if (taken !== undefined) go("tasks", taken.id);
  };
  const handBack = ({ id }: TaskView) => void act.run(`tasks/${id}/hand-back`, taskView);
  const [mine, free] = [tasks.filter(({ state }) => state === "taken"), tasks.filter(({ state }) => state !== "taken")];
  return (
    <>
      <Refusal error={act.error} />
      {mine.length > 0 && (
        <section aria-labelledby="mine" className="mb-8">
          <h2 id="mine" className="mb-3 text-xl">
            <T id="floor.tasks.mine" />
          </h2>
          <ul className="space-y-3">
            {mine.map((task) => (
              <li key={task.id}>
                <Card className="space-y-4">
                  <TaskText task={task} />
                  <div className="flex flex-wrap gap-3">
                    <ButtonLink href={placeOf("tasks", task.id)} look="primary" size="large" className="flex-1">
                      <T id="floor.tasks.go-on" />
                    </ButtonLink>
                    <Button size="large" busy={act.isSending} onClick={() => handBack(task)}>
                      <T id="floor.tasks.hand-back" />
                    </Button>
                  </div>
                </Card>
              </li>
            ))}
          </ul>
        </section>
      )}
      {free.length > 0 && (
        <section aria-labelledby="free">
          <h2 id="free" className="mb-3 text-xl">
            <T id="floor.tasks.free" />
          </h2>
          <ul className="space-y-3">
            {free.map((task) => (
              <li key={task.id}>
                <Card className="space-y-4">
                  <TaskText task={task} />
                  <Button size="large" className="w-full" busy={act.isSending} onClick={() => void take(task)}>
                    <T id="floor.tasks.take" />
                  </Button>
                </Card>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
