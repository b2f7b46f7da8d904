// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Actor} from "../types/Actor.sol";

/// @title Who may speak
/// @notice The organisations' accounts, the roles they hold and since when. Names and addresses stay off chain; a salted hash binds them.
interface IActorRegistry {
    /// @notice An account was registered, or its roles or profile were replaced.
    /// @param account The organisation's account.
    /// @param roles Bit mask from now on.
    /// @param profileHash First 20 bytes of the salted profile hash from now on.
    event ActorRegistered(address indexed account, uint16 roles, bytes20 profileHash);

    /// @notice An account was revoked. What it said before stays as valid as it was.
    /// @param account The organisation's account.
    event ActorRevoked(address indexed account);

    /// @notice The zero account cannot be registered.
    error ActorRegistryZeroAccount();

    /// @notice An actor needs at least one role.
    /// @param account The account that was to be registered.
    error ActorRegistryNoRoles(address account);

    /// @notice The account was never registered.
    /// @param account The account in question.
    error ActorRegistryUnknown(address account);

    /// @notice The account was revoked, which is for good: a returning organisation uses a new key.
    /// @param account The account in question.
    /// @param revokedAt Block time of the revocation, seconds since 1970.
    error ActorRegistryRevoked(address account, uint40 revokedAt);

    /// @notice Registers an account, or replaces roles and profile of an active one, which keeps its `registeredAt`.
    /// @dev Restricted by the AccessManager. Emits {ActorRegistered}. Reverts with {ActorRegistryZeroAccount}, {ActorRegistryNoRoles} or
    /// {ActorRegistryRevoked}.
    /// @param account The organisation's account.
    /// @param roles Bit mask, not 0.
    /// @param profileHash First 20 bytes of the salted profile hash. The caller draws the salt at random once the profile stands: so nobody can
    /// have found two profiles with one hash beforehand.
    function registerActor(address account, uint16 roles, bytes20 profileHash) external;

    /// @notice Ends an account's registration from this block on.
    /// @dev Restricted by the AccessManager. Emits {ActorRevoked}. Reverts with {ActorRegistryUnknown} or {ActorRegistryRevoked}.
    /// @param account The organisation's account.
    function revokeActor(address account) external;

    /// @notice What is known about an account; all zero when it was never registered.
    /// @param account The account asked about.
    /// @return The actor's slot.
    function actorOf(address account) external view returns (Actor memory);
}
