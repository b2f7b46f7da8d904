import { useNavigate } from "@tanstack/react-router";
import { DataRequestsPage } from "../../features/data-requests/DataRequestsPage.tsx";
import { PersonPage } from "../../features/data-requests/PersonPage.tsx";
import { personRoute } from "./routes.tsx";

export { AuditLogPage as AuditLogRoute } from "../../features/audit-log/AuditLogPage.tsx";
export { ChainHealthPage as ChainHealthRoute } from "../../features/chain/console/ChainHealthPage.tsx";
export { TransactionsPage as TransactionsRoute } from "../../features/chain/console/TransactionsPage.tsx";
export { CopiesPage as CopiesRoute } from "../../features/copies/CopiesPage.tsx";
export { RetentionPage as RetentionRoute } from "../../features/data-requests/RetentionPage.tsx";
export { SettingsPage as SettingsRoute } from "../../features/settings/SettingsPage.tsx";
export { DeliveriesPage as DeliveriesRoute } from "../../features/webhooks/DeliveriesPage.tsx";
export { PartnerEventsPage as PartnerEventsRoute } from "../../features/webhooks/PartnerEventsPage.tsx";
export { SubscriptionsPage as SubscriptionsRoute } from "../../features/webhooks/SubscriptionsPage.tsx";

export function DataRequestsRoute() {
  const navigate = useNavigate();
  return <DataRequestsPage onFound={(person) => void navigate({ to: "/admin/data-requests/$person", params: { person } })} />;
}

export function PersonRoute() {
  return <PersonPage person={personRoute.useParams().person} />;
}
