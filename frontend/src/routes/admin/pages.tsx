import { useParams } from "@tanstack/react-router";
import { OrganisationPage } from "../../features/console/organisations/OrganisationPage.tsx";

export { AccessPage as AccessRoute } from "../../features/console/access/AccessPage.tsx";
export { KeysPage as KeysRoute } from "../../features/console/keys/KeysPage.tsx";
export { OrganisationsPage as OrganisationsRoute } from "../../features/console/organisations/OrganisationsPage.tsx";
export { OverviewPage as OverviewRoute } from "../../features/console/OverviewPage.tsx";
export { PeoplePage as PeopleRoute } from "../../features/console/people/PeoplePage.tsx";
export { SessionsPage as SessionsRoute } from "../../features/console/sessions/SessionsPage.tsx";

export function OrganisationRoute() {
  const { account } = useParams({ from: "/admin/organisations/$account" });
  return <OrganisationPage key={account} account={account} />;
}
