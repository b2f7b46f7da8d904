import { useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { ThemeToggle } from "../app/shells/ThemeToggle.tsx";
import { T, useText, type MessageId } from "../lib/i18n/text.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { performRest, useSending } from "./api/acts.ts";
import { useTrouble } from "./api/trouble.ts";
import { useFloorNews } from "./api/floor-news.ts";
import { useMe } from "./api/use-floor.ts";
import { worker } from "./api/worker.ts";
import { DevicesPage } from "./lead/DevicesPage.tsx";
import { PeoplePage } from "./lead/PeoplePage.tsx";
import { GoodsMenu } from "./goods/GoodsMenu.tsx";
import { CountPage, DamagePage, MakeBinPage, PutAwayPage, ReceivePage } from "./goods/pages.tsx";
import { LogPage } from "./look/LogPage.tsx";
import { StockPage } from "./look/StockPage.tsx";
import { Away } from "./parts/Away.tsx";
import { placeOf, usePlace } from "./place.ts";
import { ShipmentPage } from "./shipments/ShipmentPage.tsx";
import { ShipmentsPage } from "./shipments/ShipmentsPage.tsx";
import { TaskPage } from "./tasks/TaskPage.tsx";
import { TasksPage } from "./tasks/TasksPage.tsx";

const MENU: readonly { place: string; label: MessageId }[] = [
  { place: "tasks", label: "floor.tasks" },
  { place: "shipments", label: "floor.shipments" },
  { place: "goods", label: "floor.goods" },
  { place: "stock", label: "floor.stock" },
  { place: "log", label: "floor.log" },
];
const FOR_LEADS: typeof MENU = [
  { place: "people", label: "floor.people" },
  { place: "devices", label: "floor.devices" },
];

/** The bar above, and one thing to do below it. */
export function FloorPages() {
  const t = useText();
  const place = usePlace();
  const { data: me } = useMe();
  useFloorNews();
  const [first = "tasks"] = place;
  const address = place.join("/");
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // What was opened is read out, unless a field of it waits for a code already.
    if (!isFirst.current && !main.current?.contains(document.activeElement)) main.current?.focus();
    isFirst.current = false;
  }, [address]);
  return (
    <div className="min-h-dvh">
      <header className="no-print border-b border-line bg-surface">
        <div className="mx-auto flex max-w-2xl flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
          <p className="min-w-0 flex-1 font-semibold">
            {me === undefined ? <T id="app.loading" /> : <T id="floor.who" values={{ name: me.name, warehouse: me.warehouse.name }} />}
          </p>
          <ThemeToggle />
          <Button look="quiet" size="icon" aria-label={t("floor.sign-out")} title={t("floor.sign-out")} onClick={() => worker.signOut()}>
            <LogOut aria-hidden />
          </Button>
        </div>
        <nav aria-label={t("nav.main")} className="mx-auto max-w-2xl px-2">
          <ul className="flex flex-wrap">
            {(me?.role === "lead" ? [...MENU, ...FOR_LEADS] : MENU).map(({ place: to, label }) => (
              <li key={to}>
                <a
                  href={placeOf(to)}
                  aria-current={first === to ? "page" : undefined}
                  className="flex min-h-12 items-center border-b-2 border-transparent px-2.5 no-underline aria-[current=page]:border-accent aria-[current=page]:font-semibold"
                >
                  <T id={label} />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main ref={main} tabIndex={-1} className="mx-auto max-w-2xl px-4 pt-5 pb-16 outline-none">
        <Leftover />
        <Away />
        <div key={address}>{pageOf(place)}</div>
      </main>
    </div>
  );
}

function pageOf([first, second]: string[]): ReactNode {
  switch (first) {
    case undefined:
    case "tasks":
      return second === undefined ? <TasksPage /> : <TaskPage id={second} />;
    case "shipments":
      return second === undefined ? <ShipmentsPage /> : <ShipmentPage id={second} />;
    case "goods":
      return goodsPageOf(second);
    case "stock":
      return <StockPage />;
    case "log":
      return <LogPage shipment={second ?? null} />;
    case "people":
      return <PeoplePage />;
    case "devices":
      return <DevicesPage />;
    default:
      return <Callout tone="unknown" title={<T id="notfound.title" />} />;
  }
}

function goodsPageOf(what: string | undefined): ReactNode {
  switch (what) {
    case "receive":
      return <ReceivePage />;
    case "put-away":
      return <PutAwayPage />;
    case "count":
      return <CountPage />;
    case "damage":
      return <DamagePage />;
    case "bin":
      return <MakeBinPage />;
    default:
      return <GoodsMenu />;
  }
}

/** What was on its way when the page was loaded again: it is sent once more, and said what came of it. */
function Leftover() {
  const client = useQueryClient();
  const trouble = useTrouble();
  const sending = useSending();
  const [outcome, setOutcome] = useState<{ error?: unknown } | null>(null);
  useEffect(() => {
    performRest()
      .then((wasThere) => {
        if (!wasThere) return;
        setOutcome({});
        void client.invalidateQueries();
      })
      .catch((error: unknown) => setOutcome({ error }));
  }, [client]);
  if (outcome === null || sending !== null) return null;
  return outcome.error === undefined ? (
    <Callout className="mb-4" tone="passed" live title={<T id="floor.leftover.done" />} />
  ) : (
    <Callout className="mb-4" tone="failed" live title={<T id="floor.leftover.refused" />}>
      <p>{trouble(outcome.error)}</p>
    </Callout>
  );
}
