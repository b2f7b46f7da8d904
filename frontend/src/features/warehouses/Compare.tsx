import { comparisonView, type ComparisonView, type WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { pathOf } from "./use-warehouses.ts";

/** Compares the shop's copy with the warehouse now, and says what was found and put right. */
export function Compare({ warehouse: { id } }: { warehouse: WarehouseView }) {
  const client = useQueryClient();
  const [stand, setStand] = useState<{ isRunning?: true; found?: ComparisonView; error?: unknown }>({});
  const compare = async () => {
    setStand({ isRunning: true });
    try {
      setStand({ found: await sendOwn(`${pathOf(id)}/comparison`, comparisonView) });
    } catch (error) {
      setStand({ error });
    }
    void client.invalidateQueries({ queryKey: keys.lists });
  };
  const { found, error } = stand;
  return (
    <div className="space-y-4">
      <p className="text-muted">
        <T id="warehouses.compare.about" />
      </p>
      <Button busy={stand.isRunning} onClick={() => void compare()}>
        <T id="warehouses.compare" />
      </Button>
      {error !== undefined && <LoadFailure error={error} onRetry={() => void compare()} />}
      {found !== undefined && (
        <Callout
          tone={found.conflicts > 0 ? "failed" : "passed"}
          live
          title={<T id={found.differences === 0 ? "warehouses.compare.same" : "warehouses.compare.found"} values={{ ...found }} />}
        >
          {found.conflicts > 0 && (
            <p>
              <T id="warehouses.compare.conflicts" values={{ count: found.conflicts }} />
            </p>
          )}
          {found.isLate && (
            <p>
              <T id="warehouses.compare.late" />
            </p>
          )}
          <p className="text-muted">
            <T id="warehouses.compare.questions" values={{ count: found.questions }} />
          </p>
        </Callout>
      )}
    </div>
  );
}
