import { warehouseReach, type WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { Fact, Facts } from "../../ui/Card.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { pathOf } from "./use-warehouses.ts";

/** What removing warehouses strikes, as it stands now: the orders of each, what it may have sent, and its stock. */
export function RemovalReach({ warehouses }: { warehouses: readonly WarehouseView[] }) {
  return (
    <div className="space-y-4">
      <p>
        <T id="warehouses.remove.reach" values={{ count: warehouses.length }} />
      </p>
      {warehouses.map((warehouse) => (
        <Reach key={warehouse.id} {...warehouse} />
      ))}
    </div>
  );
}

function Reach({ id, name }: Pick<WarehouseView, "id" | "name">) {
  const t = useText();
  const { data, error, isError, refetch } = useQuery({
    queryKey: keys.list("warehouse-reach", { id }),
    queryFn: ({ signal }) => getOwn(`${pathOf(id)}/reach`, warehouseReach, signal),
    // Whoever decides reads the numbers of now.
    staleTime: 0,
  });
  if (data === undefined)
    return isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <Skeleton lines={3} label={t("app.loading")} />;
  return (
    <Facts>
      <Fact name={<T id="warehouses.name" />}>{name}</Fact>
      <Fact name={<T id="warehouses.remove.orders" />}>
        <T id="warehouses.remove.orders.value" values={{ orders: data.orders, pieces: data.pieces }} />
      </Fact>
      <Fact name={<T id="warehouses.remove.let-go" />}>
        <T id="warehouses.remove.let-go.value" values={{ count: data.letGo }} />
      </Fact>
      <Fact name={<T id="warehouses.remove.stock" />}>
        <T id="warehouses.remove.stock.value" values={{ count: data.onHand, reserved: data.reserved }} />
      </Fact>
    </Facts>
  );
}
