import { T, useText, type MessageId } from "../../lib/i18n/text.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { useMe } from "../api/use-floor.ts";
import { Title } from "../parts/Title.tsx";
import { placeOf } from "../place.ts";

const WORK: readonly { what: string; label: MessageId }[] = [
  { what: "receive", label: "floor.receive" },
  { what: "put-away", label: "floor.put-away" },
  { what: "count", label: "floor.count" },
  { what: "damage", label: "floor.damage" },
];

/** What can be done with goods, apart from shipments. */
export function GoodsMenu() {
  const t = useText();
  const { data: me } = useMe();
  const all = me?.role === "lead" ? [...WORK, { what: "bin", label: "floor.make-bin" } as const] : WORK;
  return (
    <>
      <Title title={t("floor.goods")} />
      <ul className="space-y-3">
        {all.map(({ what, label }) => (
          <li key={what}>
            <ButtonLink href={placeOf("goods", what)} size="large" className="min-h-16 w-full">
              <T id={label} />
            </ButtonLink>
          </li>
        ))}
      </ul>
    </>
  );
}
