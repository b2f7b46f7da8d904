import type { MigrationInterface } from "typeorm";
import { Platform1700000000100 } from "./1700000000100-platform.ts";
import { IdentityAndMasterData1700000000110 } from "./1700000000110-identity-and-master-data.ts";
import { Traceability1700000000120 } from "./1700000000120-traceability.ts";
import { StatementsByAccount1700000000130 } from "./1700000000130-statements-by-account.ts";
import { Chain1700000000200 } from "./1700000000200-chain.ts";
import { Relayer1700000000210 } from "./1700000000210-relayer.ts";
import { Batches1700000000220 } from "./1700000000220-batches.ts";
import { Custody1700000000230 } from "./1700000000230-custody.ts";
import { Feeds1700000000300 } from "./1700000000300-feeds.ts";
import { RelayerStates1700000000310 } from "./1700000000310-relayer-states.ts";
import { ChainViews1700000000320 } from "./1700000000320-chain-views.ts";
import { EventIndex1700000000400 } from "./1700000000400-event-index.ts";
import { Subscriptions1700000000410 } from "./1700000000410-subscriptions.ts";
import { DeliveriesAsOf1700000000411 } from "./1700000000411-deliveries-as-of.ts";
import { OrderByField1700000000420 } from "./1700000000420-order-by-field.ts";
import { StatementsWithFields1700000000430 } from "./1700000000430-statements-with-fields.ts";
import { BulkSignatures1700000000431 } from "./1700000000431-bulk-signatures.ts";
import { ErasedStatements1700000000432 } from "./1700000000432-erased-statements.ts";
import { TraceGraph1700000000440 } from "./1700000000440-trace-graph.ts";
import { TraceStatistics1700000000441 } from "./1700000000441-trace-statistics.ts";
import { Documents1700000000450 } from "./1700000000450-documents.ts";
import { Links1700000000460 } from "./1700000000460-links.ts";
import { Reports1700000000480 } from "./1700000000480-reports.ts";
import { Recalls1700000000490 } from "./1700000000490-recalls.ts";
import { Carbon1700000000510 } from "./1700000000510-carbon.ts";
import { Exchange1700000000560 } from "./1700000000560-exchange.ts";
import { ExchangeEvents1700000000561 } from "./1700000000561-exchange-events.ts";
import { CaptureStorage1700000000570 } from "./1700000000570-capture-storage.ts";
import { ErasuresOnBehalf1700000000571 } from "./1700000000571-erasures-on-behalf.ts";
import { ExchangeUpkeep1700000000572 } from "./1700000000572-exchange-upkeep.ts";
import { Claims1700000000600 } from "./1700000000600-claims.ts";
import { Credits1700000000640 } from "./1700000000640-credits.ts";
import { RetirementNonces1700000000641 } from "./1700000000641-retirement-nonces.ts";
import { DraftsTakeNothing1700000000660 } from "./1700000000660-drafts-take-nothing.ts";
import { CountedEmissions1700000000661 } from "./1700000000661-counted-emissions.ts";
import { ProductFootprintsAreRecords1700000000662 } from "./1700000000662-product-footprints-are-records.ts";
import { TransportActivities1700000000663 } from "./1700000000663-transport-activities.ts";
import { ScopeParts1700000000664 } from "./1700000000664-scope-parts.ts";
import { SignIn1700000000700 } from "./1700000000700-sign-in.ts";
import { Sessions1700000000701 } from "./1700000000701-sessions.ts";
import { ApiKeys1700000000702 } from "./1700000000702-api-keys.ts";
import { Members1700000000703 } from "./1700000000703-members.ts";
import { Audit1700000000720 } from "./1700000000720-audit.ts";
import { RecallEscalations1700000000730 } from "./1700000000730-recall-escalations.ts";
import { RowSecurity1700000000740 } from "./1700000000740-row-security.ts";
import { GivenRoles1700000000741 } from "./1700000000741-given-roles.ts";
import { Passkeys1700000000750 } from "./1700000000750-passkeys.ts";
import { Allowances1700000000760 } from "./1700000000760-allowances.ts";
import { SealedPersonalFields1700000000770 } from "./1700000000770-sealed-personal-fields.ts";
import { LegalHolds1700000000771 } from "./1700000000771-legal-holds.ts";
import { OwnInstallationRoles1700000000772 } from "./1700000000772-own-installation-roles.ts";
import { ProcessesByStatement1700000000790 } from "./1700000000790-processes-by-statement.ts";
import { SecondFactorsOfPeople1700000000810 } from "./1700000000810-second-factors-of-people.ts";
import { SealedWebhookSecrets1700000000811 } from "./1700000000811-sealed-webhook-secrets.ts";
import { InstallationLists1700000000820 } from "./1700000000820-installation-lists.ts";
import { TwoPersons1700000000821 } from "./1700000000821-two-persons.ts";
import { AskedOfTransactions1700000000830 } from "./1700000000830-asked-of-transactions.ts";
import { SearchOfTheAuditLog1700000000831 } from "./1700000000831-search-of-the-audit-log.ts";
import { WhatRetentionRemoved1700000000832 } from "./1700000000832-what-retention-removed.ts";
import { Consents1700000000840 } from "./1700000000840-consents.ts";
import { SubscriptionsWithProofs1700000000841 } from "./1700000000841-subscriptions-with-proofs.ts";
import { PasswordResets1700000000850 } from "./1700000000850-password-resets.ts";
import { EmptyingTheEventIndex1700000000870 } from "./1700000000870-emptying-the-event-index.ts";
import { SealedReasonsOfHolds1700000000890 } from "./1700000000890-sealed-reasons-of-holds.ts";
import { Stock1700000000900 } from "./1700000000900-stock.ts";
import { Orders1700000000910 } from "./1700000000910-orders.ts";
import { ShipmentsOfOrders1700000000911 } from "./1700000000911-shipments-of-orders.ts";
import { AccessChecks1700000000920 } from "./1700000000920-access-checks.ts";
import { WithdrawnInvitations1700000000921 } from "./1700000000921-withdrawn-invitations.ts";
import { FulfilmentOfOrders1700000000930 } from "./1700000000930-fulfilment-of-orders.ts";
import { Warehouses1700000000940 } from "./1700000000940-warehouses.ts";
import { Carts1700000000950 } from "./1700000000950-carts.ts";
import { OrdersThatStandStill1700000000951 } from "./1700000000951-orders-that-stand-still.ts";
import { ListsOfMoney1700000000952 } from "./1700000000952-lists-of-money.ts";
import { RoutingPrices1700000000953 } from "./1700000000953-routing-prices.ts";
import { NewsOfOrders1700000000954 } from "./1700000000954-news-of-orders.ts";
import { RowSecurityCompleted1700000000955 } from "./1700000000955-row-security-completed.ts";
import { VersionsOfArticles1700000000956 } from "./1700000000956-versions-of-articles.ts";
import { WantedOfParts1700000000957 } from "./1700000000957-wanted-of-parts.ts";
import { ChecksOfIssuers1700000000958 } from "./1700000000958-checks-of-issuers.ts";
import { ActsOnChain1700000000959 } from "./1700000000959-acts-on-chain.ts";
import { UnpaidShipments1700000000960 } from "./1700000000960-unpaid-shipments.ts";
import { NewsOfTheShop1700000000961 } from "./1700000000961-news-of-the-shop.ts";
import { PlacesThatAreShut1700000000967 } from "./1700000000967-places-that-are-shut.ts";
import { RemovedWarehouses1700000000968 } from "./1700000000968-removed-warehouses.ts";
import { MoreNewsOfWarehouses1700000000969 } from "./1700000000969-more-news-of-warehouses.ts";
import { CheckpointAnchors1700000000980 } from "./1700000000980-checkpoint-anchors.ts";
import { SaltsOfProfiles1700000000981 } from "./1700000000981-salts-of-profiles.ts";
import { CountOfAdmins1700000000982 } from "./1700000000982-count-of-admins.ts";

/** Every migration in the order of its time stamp. Merged ones are never edited. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [
  Platform1700000000100,
  IdentityAndMasterData1700000000110,
  Traceability1700000000120,
  StatementsByAccount1700000000130,
  Chain1700000000200,
  Relayer1700000000210,
  Batches1700000000220,
  Custody1700000000230,
  Feeds1700000000300,
  RelayerStates1700000000310,
  ChainViews1700000000320,
  EventIndex1700000000400,
  Subscriptions1700000000410,
  DeliveriesAsOf1700000000411,
  OrderByField1700000000420,
  StatementsWithFields1700000000430,
  BulkSignatures1700000000431,
  ErasedStatements1700000000432,
  TraceGraph1700000000440,
  TraceStatistics1700000000441,
  Documents1700000000450,
  Links1700000000460,
  Reports1700000000480,
  Recalls1700000000490,
  Carbon1700000000510,
  Exchange1700000000560,
  ExchangeEvents1700000000561,
  CaptureStorage1700000000570,
  ErasuresOnBehalf1700000000571,
  ExchangeUpkeep1700000000572,
  Claims1700000000600,
  Credits1700000000640,
  RetirementNonces1700000000641,
  DraftsTakeNothing1700000000660,
  CountedEmissions1700000000661,
  ProductFootprintsAreRecords1700000000662,
  TransportActivities1700000000663,
  ScopeParts1700000000664,
  SignIn1700000000700,
  Sessions1700000000701,
  ApiKeys1700000000702,
  Members1700000000703,
  Audit1700000000720,
  RecallEscalations1700000000730,
  RowSecurity1700000000740,
  GivenRoles1700000000741,
  Passkeys1700000000750,
  Allowances1700000000760,
  SealedPersonalFields1700000000770,
  LegalHolds1700000000771,
  OwnInstallationRoles1700000000772,
  ProcessesByStatement1700000000790,
  SecondFactorsOfPeople1700000000810,
  SealedWebhookSecrets1700000000811,
  InstallationLists1700000000820,
  TwoPersons1700000000821,
  AskedOfTransactions1700000000830,
  SearchOfTheAuditLog1700000000831,
  WhatRetentionRemoved1700000000832,
  Consents1700000000840,
  SubscriptionsWithProofs1700000000841,
  PasswordResets1700000000850,
  EmptyingTheEventIndex1700000000870,
  SealedReasonsOfHolds1700000000890,
  Stock1700000000900,
  Orders1700000000910,
  ShipmentsOfOrders1700000000911,
  AccessChecks1700000000920,
  WithdrawnInvitations1700000000921,
  FulfilmentOfOrders1700000000930,
  Warehouses1700000000940,
  Carts1700000000950,
  OrdersThatStandStill1700000000951,
  ListsOfMoney1700000000952,
  RoutingPrices1700000000953,
  NewsOfOrders1700000000954,
  RowSecurityCompleted1700000000955,
  VersionsOfArticles1700000000956,
  WantedOfParts1700000000957,
  ChecksOfIssuers1700000000958,
  ActsOnChain1700000000959,
  UnpaidShipments1700000000960,
  NewsOfTheShop1700000000961,
  PlacesThatAreShut1700000000967,
  RemovedWarehouses1700000000968,
  MoreNewsOfWarehouses1700000000969,
  CheckpointAnchors1700000000980,
  SaltsOfProfiles1700000000981,
  CountOfAdmins1700000000982,
];
