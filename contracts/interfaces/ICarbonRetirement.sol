// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Claim} from "../types/Claim.sol";

/// @title How grams are claimed
/// @notice Who retires grams destroys them for one claim: in whose name, for what, when and where. Nothing takes that back, and no pause
/// stops it.
interface ICarbonRetirement {
    /// @notice Grams were retired: nobody will ever hold or claim them again.
    /// @param retirementId EIP-712 hash of `Retirement(address holder,uint256 id,uint256 retiredBefore,uint256 amount,Claim claim,string
    /// note)`: names this retirement among all.
    /// @param id The batch.
    /// @param beneficiary The account in whose name the saving is claimed.
    /// @param holder The account that held the grams.
    /// @param retiredBefore Grams of the batch that were retired before these.
    /// @param amount Grams.
    /// @param shipment Key of the shipment that is made good, or zero.
    /// @param periodStart First second of the time that the claim is for.
    /// @param periodEnd Last second of that time.
    /// @param country ISO 3166-1 alpha-2, or zero.
    /// @param note What the holder says about it; only here.
    event Retired(
        bytes32 indexed retirementId,
        uint256 indexed id,
        address indexed beneficiary,
        address holder,
        uint256 retiredBefore,
        uint256 amount,
        bytes32 shipment,
        uint48 periodStart,
        uint48 periodEnd,
        bytes2 country,
        string note
    );

    /// @notice Who retired says what was wrong with the claim. The retirement stays as it is.
    /// @param retirementId The retirement. It names its holder, so nobody else can say this about it.
    /// @param holder The account that retired.
    /// @param correction What is right.
    event Corrected(bytes32 indexed retirementId, address indexed holder, string correction);

    /// @notice The holder took back every retirement that it had signed with this nonce.
    /// @param holder The account.
    /// @param nonce The nonce that was used up.
    event RetirementsWithdrawn(address indexed holder, uint256 nonce);

    /// @notice A claim is in somebody's name.
    error CarbonTokenNoBeneficiary();

    /// @notice The period ends before it begins, has not begun, or ends more than 366 days from now.
    /// @param periodStart First second.
    /// @param periodEnd Last second.
    error CarbonTokenInvalidPeriod(uint48 periodStart, uint48 periodEnd);

    /// @notice Not two capital letters.
    /// @param country What was given.
    error CarbonTokenInvalidCountry(bytes2 country);

    /// @notice A text is longer than 512 bytes.
    /// @param length Its bytes.
    error CarbonTokenTextTooLong(uint256 length);

    /// @notice Grams that somebody else holds are to claim a shipment in this name: only the beneficiary itself does that, by its own call or
    /// signature.
    /// @param beneficiary The account in whose name the claim is.
    /// @param holder The account that holds the grams.
    error CarbonTokenNotBeneficiary(address beneficiary, address holder);

    /// @notice The beneficiary has claimed this shipment before.
    /// @param shipment Key of the shipment.
    /// @param beneficiary The account.
    /// @param retirementId The retirement by which it did; the first one, if there were several at once.
    error CarbonTokenAlreadyClaimed(bytes32 shipment, address beneficiary, bytes32 retirementId);

    /// @notice After a reversal, so many grams of the batch have no saving behind them any more.
    /// @param id The batch.
    /// @param amount Grams asked for.
    /// @param backed Grams that can be retired.
    error CarbonTokenNotBacked(uint256 id, uint256 amount, uint256 backed);

    /// @notice Retires grams of the caller.
    /// @dev Emits {TransferSingle} to zero and {Retired}. Never paused. With a shipment, the caller is the beneficiary. Reverts with
    /// {CarbonTokenNoAmount}, {CarbonTokenUnknownBatch}, {CarbonTokenNotBacked}, the errors about claims, or `ERC1155InsufficientBalance`.
    /// @param id The batch.
    /// @param amount Grams.
    /// @param claim For whom and for what.
    /// @param note At most 512 bytes, public for ever.
    /// @return retirementId Names the retirement.
    function retire(uint256 id, uint256 amount, Claim calldata claim, string calldata note) external returns (bytes32 retirementId);

    /// @notice Retires grams of several batches of the caller for one claim.
    /// @dev As `retire` for each line; a shipment is claimed once for all of them.
    /// @param ids The batches.
    /// @param amounts Grams of each.
    /// @param claim For whom and for what.
    /// @param note At most 512 bytes, public for ever.
    /// @return retirementIds One for each line.
    function retireMany(
        uint256[] calldata ids,
        uint256[] calldata amounts,
        Claim calldata claim,
        string calldata note
    ) external returns (bytes32[] memory retirementIds);

    /// @notice Retires grams of an account that signed `Retire(address holder,uint256 id,uint256 amount,Claim claim,string note,uint256
    /// nonce,uint48 deadline)` and pays nothing.
    /// @dev As `retire`; also {CarbonTokenLapsed}, {CarbonTokenInvalidSignature}. Uses up the holder's nonce.
    /// @param holder The account.
    /// @param id The batch.
    /// @param amount Grams.
    /// @param claim For whom and for what.
    /// @param note At most 512 bytes, public for ever.
    /// @param deadline Last second at which the signature counts, seconds since 1970.
    /// @param signature The holder's.
    /// @return retirementId Names the retirement.
    function retireBySig(
        address holder,
        uint256 id,
        uint256 amount,
        Claim calldata claim,
        string calldata note,
        uint48 deadline,
        bytes calldata signature
    ) external returns (bytes32 retirementId);

    /// @notice Takes back every retirement that the caller signed with its present nonce.
    /// @dev Emits {RetirementsWithdrawn}.
    function withdrawRetirements() external;

    /// @notice Says what was wrong with a retirement of the caller. Nothing else changes.
    /// @dev Emits {Corrected} with the id that these values hash to, the caller as holder.
    /// @param id The batch.
    /// @param retiredBefore As in {Retired}.
    /// @param amount As in {Retired}.
    /// @param claim As in {Retired}.
    /// @param noteHash keccak256 of the note.
    /// @param correction At most 512 bytes, public for ever.
    /// @return retirementId The retirement.
    function correct(
        uint256 id,
        uint256 retiredBefore,
        uint256 amount,
        Claim calldata claim,
        bytes32 noteHash,
        string calldata correction
    ) external returns (bytes32 retirementId);

    /// @notice The retirement by which a beneficiary claimed a shipment.
    /// @param shipment Key of the shipment.
    /// @param beneficiary The account.
    /// @return The retirement's id; zero for none.
    function claimOf(bytes32 shipment, address beneficiary) external view returns (bytes32);

    /// @notice The nonce that the holder's next signature needs.
    /// @param holder The account.
    /// @return How many were used up.
    function nonceOf(address holder) external view returns (uint256);
}
