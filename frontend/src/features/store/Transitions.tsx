import type { TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { InstantText } from "../../entities/Times.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { CardTable } from "../../ui/CardTable.tsx";

type Transition = TrackedOrder["transitions"][number];

/** Every step of an order: from where to where, by whom and why. */
export function Transitions({ transitions }: Pick<TrackedOrder, "transitions">) {
  const t = useText();
  if (transitions.length === 0)
    return (
      <p className="text-muted">
        <T id="store.transitions.none" />
      </p>
    );
  return (
    <CardTable<Transition>
      caption={t("store.transitions")}
      rows={transitions}
      keyOf={({ version }) => version}
      columns={[
        { head: t("store.transition.event"), cell: ({ version, event }) => <span className="font-mono">{`${version}. ${event}`}</span> },
        { head: t("store.transition.states"), cell: ({ from, to }) => <span className="font-mono">{`${from} → ${to}`}</span> },
        { head: t("store.transition.cause"), cell: ({ cause }) => cause },
        { head: t("store.transition.by"), cell: ({ by }) => <T id={`store.by.${by}`} /> },
        { head: t("store.transition.at"), cell: ({ at }) => <InstantText time={at} /> },
      ]}
    />
  );
}
