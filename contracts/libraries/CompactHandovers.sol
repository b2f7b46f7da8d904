// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ICustody} from "../interfaces/ICustody.sol";
import {CompactHandover} from "../types/CompactHandover.sol";
import {CustodySlot} from "../types/CustodySlot.sol";
import {Handovers} from "./Handovers.sol";
import {Signatures} from "./Signatures.sol";

/// @title Compact handovers, read straight from calldata
/// @dev The same as `handover` does through Handovers, EIP-712 and Signatures, in one piece of memory and with one condition at the end:
/// 2,000 gas less. A fuzz test holds it against the plain functions, and the behaviour suites against the twin.
library CompactHandovers {
    /// @dev Digest under `domain` of the handover of a unit with this slot, and the accounts whose keys signed it; zero where a signature
    /// is no good. Dirty upper bits of `to` or `deadline` reach the digest: whoever calls refuses them.
    function recover(
        CompactHandover calldata signed,
        CustodySlot slot,
        bytes32 domain
    ) internal view returns (bytes32 digest, address fromSigner, address toSigner) {
        bytes32 typeHash = Handovers.HANDOVER_TYPEHASH;
        uint256 halfOrder = Signatures.HALF_ORDER;
        assembly ("memory-safe") {
            let pointer := mload(0x40)
            // Struct hash: type, unit, from, to, seq, docHash, deadline.
            mstore(pointer, typeHash)
            calldatacopy(add(pointer, 0x20), signed, 0x20)
            mstore(add(pointer, 0x40), shr(96, shl(96, slot)))
            calldatacopy(add(pointer, 0x60), add(signed, 0x20), 0x20)
            mstore(add(pointer, 0x80), and(shr(160, slot), 0xffffffffffffffff))
            calldatacopy(add(pointer, 0xa0), add(signed, 0x40), 0x40)
            let structHash := keccak256(pointer, 0xe0)
            // 0x1901 ‖ domain ‖ struct hash.
            mstore(pointer, shl(240, 0x1901))
            mstore(add(pointer, 0x02), domain)
            mstore(add(pointer, 0x22), structHash)
            digest := keccak256(pointer, 0x42)
            // Input of ecrecover: digest, v, r, s. It answers nothing for a bad signature, and then the zero stays.
            mstore(pointer, digest)
            let vs := calldataload(add(signed, 0xa0))
            let s := shr(1, shl(1, vs))
            mstore(add(pointer, 0x20), add(27, shr(255, vs)))
            calldatacopy(add(pointer, 0x40), add(signed, 0x80), 0x20)
            mstore(add(pointer, 0x60), s)
            mstore(0x00, 0)
            pop(staticcall(gas(), 1, pointer, 0x80, 0x00, 0x20))
            fromSigner := mul(mload(0x00), iszero(gt(s, halfOrder)))
            vs := calldataload(add(signed, 0xe0))
            s := shr(1, shl(1, vs))
            mstore(add(pointer, 0x20), add(27, shr(255, vs)))
            calldatacopy(add(pointer, 0x40), add(signed, 0xc0), 0x20)
            mstore(add(pointer, 0x60), s)
            mstore(0x00, 0)
            pop(staticcall(gas(), 1, pointer, 0x80, 0x00, 0x20))
            toSigner := mul(mload(0x00), iszero(gt(s, halfOrder)))
        }
    }

    /// @dev Whether everything that `handover` asks for is given, and the unit's next slot. The recovered accounts have clean upper bits,
    /// so equality with the word in calldata also proves that `to` is an address; zero is nobody's.
    function settle(
        CompactHandover calldata signed,
        CustodySlot slot,
        bytes32 domain
    ) internal view returns (bool agreed, CustodySlot moved) {
        (, address fromSigner, address toSigner) = recover(signed, slot, domain);
        assembly ("memory-safe") {
            let to := calldataload(add(signed, 0x20))
            let deadline := calldataload(add(signed, 0x60))
            let from := shr(96, shl(96, slot))
            // Status.Open is 1, above seq and holder.
            agreed := eq(shr(224, slot), 1)
            agreed := and(agreed, eq(fromSigner, from))
            agreed := and(agreed, eq(toSigner, to))
            agreed := and(agreed, iszero(eq(from, to)))
            agreed := and(agreed, iszero(or(iszero(from), iszero(to))))
            agreed := and(agreed, iszero(or(gt(timestamp(), deadline), shr(48, deadline))))
            // The holder's place takes the difference, seq takes one.
            moved := add(add(slot, shl(160, 1)), sub(to, from))
        }
    }

    /// @dev {ICustody-HandedOver}, for a handover that was settled.
    function emitHandedOver(CompactHandover calldata signed, CustodySlot slot) internal {
        bytes32 topic = ICustody.HandedOver.selector;
        assembly ("memory-safe") {
            mstore(0x00, and(shr(160, slot), 0xffffffffffffffff))
            mstore(0x20, calldataload(add(signed, 0x40)))
            log4(0x00, 0x40, topic, calldataload(signed), shr(96, shl(96, slot)), calldataload(add(signed, 0x20)))
        }
    }
}
