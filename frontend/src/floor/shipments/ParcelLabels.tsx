import type { FloorShipment } from "@waybill/protocol/schemas/warehouse/floor";
import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { askFloor } from "../api/ask.ts";
import { useTrouble } from "../api/trouble.ts";

type Parcels = FloorShipment["parcels"];

/** The label of each parcel, to be printed and stuck on: on paper each is a page of its own, and nothing else is. */
export function ParcelLabels({ parcels, isFolded = false }: { parcels: Parcels; isFolded?: boolean }) {
  const labels = (
    <>
      <Button look="primary" size="large" className="no-print mb-4 w-full" onClick={() => print()}>
        <Printer aria-hidden />
        <T id="floor.label.print" values={{ count: parcels.length }} />
      </Button>
      <ul className="space-y-4">
        {parcels.map(({ sscc }) => (
          <li key={sscc} className="break-after-page">
            <Label sscc={sscc} />
          </li>
        ))}
      </ul>
    </>
  );
  return isFolded ? (
    <Disclosure className="mt-5 print:[&>summary]:hidden" summary={<T id="floor.label.again" />}>
      {labels}
    </Disclosure>
  ) : (
    labels
  );
}

function Label({ sscc }: { sscc: string }) {
  const t = useText();
  const trouble = useTrouble();
  const { data, error, isError, refetch } = useQuery({
    queryKey: ["label", sscc],
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      (await askFloor(`parcels/${sscc}/label`, { signal, headers: { accept: "image/svg+xml, application/problem+json" } })).text(),
  });
  const address = useAddress(data);
  if (isError)
    return (
      <p className="flex flex-wrap items-center gap-3">
        {trouble(error)}
        <Button onClick={() => void refetch()}>
          <T id="error.retry" />
        </Button>
      </p>
    );
  if (address === null) return <Skeleton lines={3} label={t("app.loading")} />;
  return <img src={address} alt={t("floor.label", { sscc })} className="w-full max-w-md rounded-lg bg-white p-2" />;
}

/** A picture that was fetched with a password has no address of its own. */
function useAddress(svg: string | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (svg === undefined) return;
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return address;
}
